package io.roundhouse.toolgraph.health;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.Bits;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Which tools could not be called at one moment. Immutable; safe to share. */
public record HealthSnapshot(long version, Set<ToolId> unavailable) implements HealthView {

  /** Copies the set in the order of ids. */
  public HealthSnapshot {
    unavailable = IdSet.copyOf(unavailable);
  }

  /** Returns a snapshot in which everything works. */
  public static HealthSnapshot allUp() {
    return new HealthSnapshot(0, Set.of());
  }

  /** Returns a snapshot in which exactly these tools cannot be called. */
  public static HealthSnapshot down(String... tools) {
    return new HealthSnapshot(0, Arrays.stream(tools).map(ToolId::of).collect(Collectors.toSet()));
  }

  @Override
  public boolean isCallable(ToolId tool) {
    return !unavailable.contains(tool);
  }

  @Override
  public void markUnavailable(GraphIndex index, Bits tools) {
    for (ToolId id : unavailable) {
      int tool = index.tool(id);
      if (tool >= 0) {
        tools.set(tool);
      }
    }
  }
}
