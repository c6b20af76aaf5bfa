package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.Acceptance;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Notes;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunPage;
import io.roundhouse.runtime.RunPhase;
import io.roundhouse.runtime.RunQuery;
import io.roundhouse.runtime.RunSummary;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal that lasts as long as the process. Thread-safe.
 *
 * <p>Keeps at most a given number of ended runs and forgets the oldest beyond that, so a long-lived process does not grow.
 */
public final class InMemoryJournal implements Journal {

  /** How many ended runs are kept unless said otherwise. */
  public static final int DEFAULT_KEPT_RUNS = 1_000;

  private final Map<RunId, Log> logs = new LinkedHashMap<>();
  private final Map<String, RunId> byKey = new HashMap<>();
  private final Notes notes = new InMemoryNotes();
  private final int keptRuns;
  private int ended;

  /** A journal that keeps {@link #DEFAULT_KEPT_RUNS} ended runs. */
  public InMemoryJournal() {
    this(DEFAULT_KEPT_RUNS);
  }

  /** A journal that keeps this many ended runs. */
  public InMemoryJournal(int keptRuns) {
    this.keptRuns = keptRuns;
  }

  @Override
  public synchronized Future<Acceptance> accept(List<JournalEntry> opening) {
    JournalEntry first = opening.getFirst();
    if (!(first.event() instanceof RunEvent.Accepted accepted)) {
      return Future.failedFuture(new JournalException("a run begins with 'accepted', found " + first.event()));
    }
    RunId known = accepted.key() == null ? null : byKey.get(accepted.key());
    if (known != null && keeps(known)) {
      return Future.succeededFuture(new Acceptance(known, false));
    }
    if (accepted.key() != null) {
      byKey.put(accepted.key(), first.run());
    }
    Log log = new Log(accepted, first.at());
    log.entries.add(first);
    logs.put(first.run(), log);
    return append(opening.subList(1, opening.size())).map(new Acceptance(first.run(), true));
  }

  private boolean keeps(RunId known) {
    Log log = logs.get(known);
    return log != null && (log.end == null || log.end instanceof RunEvent.Completed);
  }

  @Override
  public synchronized Future<Void> append(List<JournalEntry> entries) {
    Map<RunId, Integer> lengths = new HashMap<>();
    for (JournalEntry entry : entries) {
      Log log = logs.get(entry.run());
      int length = log == null ? 0 : lengths.getOrDefault(entry.run(), log.entries.size());
      if (log == null || log.end != null || length + 1 != entry.seq()) {
        return Future.failedFuture(new JournalException("run " + entry.run() + " does not take event " + entry.seq() + " now"));
      }
      lengths.put(entry.run(), length + 1);
    }
    for (JournalEntry entry : entries) {
      Log log = Objects.requireNonNull(logs.get(entry.run()));
      log.entries.add(entry);
      RunPhase.from(entry).ifPresent(phase -> log.move(phase, entry.at()));
      if (entry.event() instanceof RunEvent.End end) {
        log.end = end;
        log.endedAt = entry.at();
        ended++;
      }
    }
    forgetOldest();
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<JournalEntry>> read(RunId run) {
    Log log = logs.get(run);
    return Future.succeededFuture(log == null ? List.of() : List.copyOf(log.entries));
  }

  @Override
  public synchronized Future<List<RunId>> unfinished() {
    return Future.succeededFuture(
        logs.entrySet().stream().filter(e -> e.getValue().end == null).map(Map.Entry::getKey).toList());
  }

  @Override
  public synchronized Future<Optional<RunId>> byKey(String key) {
    return Future.succeededFuture(Optional.ofNullable(byKey.get(key)));
  }

  @Override
  public synchronized Future<List<RunSummary>> latest(int limit) {
    List<RunSummary> all = new ArrayList<>();
    logs.forEach((id, log) -> all.add(log.summary(id, key(id, log))));
    return Future.succeededFuture(all.reversed().stream().limit(limit).toList());
  }

  @Override
  public synchronized Future<List<RunSummary>> latest(int limit, String caller) {
    List<RunSummary> all = new ArrayList<>();
    logs.forEach((id, log) -> {
      if (log.accepted.caller().equals(caller)) {
        all.add(log.summary(id, key(id, log)));
      }
    });
    return Future.succeededFuture(all.reversed().stream().limit(limit).toList());
  }

  @Override
  public synchronized Future<RunPage> query(RunQuery query) {
    List<RunQuery.Place> all = logs.entrySet().stream()
        .filter(entry -> entry.getValue().isWanted(query))
        .map(entry -> new RunQuery.Place(entry.getValue().changedAt, entry.getKey()))
        .sorted(RunIndex.NEWEST_FIRST)
        .toList();
    RunQuery.Place before = query.before();
    List<RunQuery.Place> wanted = all.stream()
        .filter(place -> before == null || RunIndex.NEWEST_FIRST.compare(before, place) < 0)
        .limit(query.limit())
        .toList();
    return Future.succeededFuture(new RunPage(wanted, all.size()));
  }

  @Override
  public Notes notes() {
    return notes;
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  /** The run's key, unless it gave it up to a later one. */
  private @Nullable String key(RunId id, Log log) {
    String key = log.accepted.key();
    return key != null && id.equals(byKey.get(key)) ? key : null;
  }

  private void forgetOldest() {
    var oldest = logs.entrySet().iterator();
    while (ended > keptRuns && oldest.hasNext()) {
      Map.Entry<RunId, Log> entry = oldest.next();
      if (entry.getValue().end != null) {
        oldest.remove();
        ended--;
        String key = entry.getValue().accepted.key();
        if (key != null) {
          byKey.remove(key, entry.getKey());
        }
      }
    }
  }

  private static final class Log {

    final RunEvent.Accepted accepted;
    final List<JournalEntry> entries = new ArrayList<>(8);
    RunEvent.@Nullable End end;
    @Nullable Instant endedAt;

    RunPhase phase = RunPhase.ACCEPTED;
    Instant changedAt;

    Log(RunEvent.Accepted accepted, Instant acceptedAt) {
      this.accepted = accepted;
      this.changedAt = acceptedAt;
    }

    void move(RunPhase next, Instant at) {
      phase = next;
      changedAt = at;
    }

    boolean isWanted(RunQuery query) {
      String conversation = RunIndex.conversation(accepted);
      Instant since = query.changedSince();
      return conversation != null
          && accepted.target().equals(query.target())
          && accepted.caller().equals(query.caller())
          && (query.conversation() == null || query.conversation().equals(conversation))
          && (query.phases().isEmpty() || query.phases().contains(phase))
          && (since == null || !changedAt.isBefore(since));
    }

    RunSummary summary(RunId id, @Nullable String key) {
      RunEvent.End last = end;
      return new RunSummary(
          id,
          accepted.kind(),
          accepted.target(),
          key,
          last == null ? Status.RUNNING : Status.of(last),
          entries.get(0).at(),
          endedAt);
    }
  }
}
