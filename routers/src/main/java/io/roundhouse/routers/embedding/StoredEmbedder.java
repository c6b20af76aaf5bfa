package io.roundhouse.routers.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Keeps vectors in a file, so that an evaluation embeds each text once and for all. For evaluations and training, not for serving:
 * the file only grows, and all of it is held in memory (1.5 KB a text). One file per embedder, of records of 16 bytes of the text's
 * SHA-256 and the vector's numbers in little-endian order. Several processes may use a folder at once; a record that was not written
 * to its end is dropped. Safe to share between threads.
 */
public final class StoredEmbedder implements TextEmbedder {

  private static final int CHUNK = 256;

  private record Key(long high, long low) {

    static Key of(String text) {
      try {
        ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  private final TextEmbedder embedder;
  private final Path file;
  private final int recordBytes;
  private final Map<Key, float[]> vectors = new HashMap<>();

  private StoredEmbedder(TextEmbedder embedder, Path file) {
    this.embedder = embedder;
    this.file = file;
    this.recordBytes = 2 * Long.BYTES + embedder.dimensions() * Float.BYTES;
  }

  /**
   * Opens the file of {@code embedder} in {@code folder}, which is made if it is missing.
   *
   * @throws UncheckedIOException if the folder or the file cannot be used
   */
  public static StoredEmbedder open(Path folder, TextEmbedder embedder) {
    StoredEmbedder stored = new StoredEmbedder(embedder, folder.resolve(embedder.name().replaceAll("[^A-Za-z0-9._-]", "-") + ".vectors"));
    try {
      Files.createDirectories(folder);
      stored.load();
    } catch (IOException e) {
      throw new UncheckedIOException("the vectors in '" + stored.file + "' cannot be read: " + e.getMessage(), e);
    }
    return stored;
  }

  @Override
  public String name() {
    return embedder.name();
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public float[] embed(String text) {
    return embedAll(List.of(text)).getFirst();
  }

  @Override
  public List<float[]> embedAll(List<String> texts) {
    return embedAll(texts, done -> {});
  }

  /** Does the same as {@link #embedAll(List)} and tells {@code progress} how many missing texts have been embedded, now and then. */
  public synchronized List<float[]> embedAll(List<String> texts, IntConsumer progress) {
    Map<Key, String> missing = new LinkedHashMap<>();
    List<Key> keys = new ArrayList<>(texts.size());
    for (String text : texts) {
      Key key = Key.of(text);
      keys.add(key);
      if (!vectors.containsKey(key)) {
        missing.put(key, text);
      }
    }
    List<Map.Entry<Key, String>> todo = List.copyOf(missing.entrySet());
    for (int from = 0; from < todo.size(); from += CHUNK) {
      add(todo.subList(from, Math.min(todo.size(), from + CHUNK)));
      progress.accept(Math.min(todo.size(), from + CHUNK));
    }
    return keys.stream().map(key -> vectors.getOrDefault(key, new float[0])).toList();
  }

  private void add(List<Map.Entry<Key, String>> texts) {
    ByteBuffer records = ByteBuffer.allocate(texts.size() * recordBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<Key, String> text : texts) {
      float[] vector = embedder.embed(text.getValue());
      vectors.put(text.getKey(), vector);
      records.putLong(text.getKey().high()).putLong(text.getKey().low());
      for (float each : vector) {
        records.putFloat(each);
      }
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until the channel is closed
      long whole = channel.size() / recordBytes * recordBytes;
      records.flip();
      while (records.hasRemaining()) {
        whole += channel.write(records, whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the vectors in '" + file + "' cannot be written: " + e.getMessage(), e);
    }
  }

  private void load() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * recordBytes).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.remaining() >= recordBytes) {
          Key key = new Key(buffer.getLong(), buffer.getLong());
          float[] vector = new float[embedder.dimensions()];
          buffer.asFloatBuffer().get(vector);
          buffer.position(buffer.position() + vector.length * Float.BYTES);
          vectors.put(key, vector);
        }
        buffer.compact();
      }
    }
  }
}
