package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.JournalEntry;
import java.util.List;

/** An entry as it is stored, put into JSON by whoever appends it and not by the one thread that writes. */
record JournalRow(JournalEntry entry, String body) {

  /** Throws a {@link io.roundhouse.runtime.JournalException} if an event has no JSON form. */
  static List<JournalRow> of(List<JournalEntry> entries) {
    return entries.stream().map(entry -> new JournalRow(entry, EventCodec.write(entry.event()))).toList();
  }
}
