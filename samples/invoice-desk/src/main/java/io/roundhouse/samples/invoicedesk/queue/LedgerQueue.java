package io.roundhouse.samples.invoicedesk.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.files.DurableFile;
import io.roundhouse.samples.invoicedesk.files.Sha256;
import io.roundhouse.samples.invoicedesk.ledger.LedgerEntry;
import io.roundhouse.samples.invoicedesk.ledger.LedgerLine;
import io.roundhouse.samples.invoicedesk.ledger.Posting;
import io.roundhouse.toolgraph.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps ledger entries safe while the ledger cannot be reached: one JSON file per entry in a folder, on disk when
 * {@link #queue} returns. Safe to share within one process, also as several objects: calls for one folder take turns.
 */
public final class LedgerQueue {
  private static final String SUFFIX = ".json";
  private static final Map<Path, ReentrantLock> TURNS = new ConcurrentHashMap<>();

  private final ObjectMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private final Path folder;
  private final ReentrantLock turn;

  /** Uses {@code folder}, which is made with the first entry. */
  public LedgerQueue(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    this.turn = TURNS.computeIfAbsent(this.folder, path -> new ReentrantLock());
  }

  /**
   * Keeps an entry; keeping the same entry again changes nothing.
   *
   * @throws ToolException as bad input if another document with this key waits already
   */
  @Tool(name = "queue", value = "Keeps a ledger entry in a file queue until the ledger is back.")
  @ToolEffect(Effect.IDEMPOTENT)
  public Posting queue(@P("key of the entry; the same key is kept once") String key, @P("ISO date") String date,
      @P("what the entry is about") String text, @P("the debit and credit lines, in balance") List<LedgerLine> lines) {
    LedgerEntry entry = new LedgerEntry(key, date, text, lines);
    Path file = fileOf(key);
    turn.lock();
    try {
      boolean waiting = Files.exists(file);
      LedgerEntry first = waiting ? read(file) : entry;
      if (!waiting) {
        DurableFile.write(file, json.writeValueAsString(entry));
      } else if (!first.isSameDocumentAs(entry)) {
        throw ToolException.badInput("key %s waits in the queue already with other content; expected one entry per key".formatted(key));
      }
      return new Posting(key, "queued as " + file.getFileName(), first.total(), waiting);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an entry can always be written as JSON", impossible);
    } finally {
      turn.unlock();
    }
  }

  /** Returns the waiting entries in the order of their file names. */
  public List<QueuedEntry> waiting() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    turn.lock();
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted()
          .map(file -> new QueuedEntry(file.getFileName().toString(), read(file))).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("the queue %s cannot be listed".formatted(folder), failure);
    } finally {
      turn.unlock();
    }
  }

  /** Takes an entry out once the ledger has it; a key that does not wait is fine. */
  public void remove(String key) {
    turn.lock();
    try {
      DurableFile.remove(fileOf(key));
    } finally {
      turn.unlock();
    }
  }

  private Path fileOf(String key) {
    return folder.resolve(Sha256.nameFor(key) + SUFFIX);
  }

  private LedgerEntry read(Path file) {
    try {
      return json.readValue(file.toFile(), LedgerEntry.class);
    } catch (IOException failure) {
      throw new UncheckedIOException("the queued entry %s cannot be read".formatted(file), failure);
    }
  }
}
