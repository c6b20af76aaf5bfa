package io.roundhouse.protocols.mcp.client.pinning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JSON file that is read, changed and replaced as a whole, by one at a time among all processes. Where it cannot be written, changes
 * stay in memory, and the log says so.
 */
final class PinFile {

  private static final Logger LOG = LoggerFactory.getLogger(PinFile.class);
  private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  /** Locks between processes do not hold between threads. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final @Nullable Path file;
  private @Nullable ObjectNode memory;

  PinFile(@Nullable Path file) {
    this.file = file;
  }

  <T> T read(Function<ObjectNode, T> use) {
    synchronized (ONE_AT_A_TIME) {
      return use.apply(content());
    }
  }

  <T> T update(Function<ObjectNode, T> change) {
    synchronized (ONE_AT_A_TIME) {
      if (file == null || memory != null) {
        memory = content();
        return change.apply(memory);
      }
      Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        ObjectNode content = content();
        ObjectNode before = content.deepCopy();
        T result = change.apply(content);
        if (held.isValid() && !content.equals(before)) {
          write(file, content);
        }
        return result;
      } catch (IOException e) {
        LOG.warn("approved definitions cannot be written to {} ({}); they are kept in memory until this process ends", file, e.toString());
        memory = content();
        return change.apply(memory);
      }
    }
  }

  long version() {
    try {
      return file == null || !Files.exists(file) ? 0 : Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private ObjectNode content() {
    if (memory != null) {
      return memory;
    }
    if (file == null || !Files.exists(file)) {
      return JsonNodeFactory.instance.objectNode().put("format", 1);
    }
    try {
      JsonNode read = JSON.readTree(Files.readString(file));
      if (read instanceof ObjectNode book && book.path("format").asInt() == 1) {
        return book;
      }
      throw new PinningException("file " + file + " does not hold approved definitions; restore it, or remove it to begin anew");
    } catch (JsonProcessingException e) {
      throw new PinningException("file " + file + " is damaged: " + e.getOriginalMessage() + "; restore it, or remove it to begin anew");
    } catch (IOException e) {
      throw new PinningException("file " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static void write(Path file, ObjectNode content) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.writeString(fresh, JSON.writeValueAsString(content) + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
