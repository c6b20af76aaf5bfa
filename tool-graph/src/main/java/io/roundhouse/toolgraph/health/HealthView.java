package io.roundhouse.toolgraph.health;

import io.roundhouse.toolgraph.ToolId;

/** What planning needs to know about health: which tools can be called. */
public interface HealthView {

  /** Returns true if a call of this tool would be let through. Tools nobody has heard of are healthy. */
  boolean isCallable(ToolId tool);

  /** Returns the number of the change that this view shows; it grows with every change. */
  long version();
}
