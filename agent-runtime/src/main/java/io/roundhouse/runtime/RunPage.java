package io.roundhouse.runtime;

import java.util.List;

/** What a {@link RunQuery} found: the wanted part of the list, and how many runs the whole list has. Immutable. */
public record RunPage(List<RunQuery.Place> runs, long total) {

  public RunPage {
    runs = List.copyOf(runs);
  }
}
