package io.roundhouse.toolgraph.health;

/** What a monitor has to say about a tool. Immutable. */
public sealed interface Signal {

  /** The tool answers, or it does not. */
  record Ping(boolean answers) implements Signal {}

  /** So many of a million recent calls failed. */
  record ErrorRate(int ppm) implements Signal {}

  /** Recent calls took so long. */
  record Latency(long millis) implements Signal {}

  /** So many recent answers did not match the tool's schema. */
  record SchemaViolations(int count) implements Signal {}

  /** Calling the tool is risky now, or no longer; a risky tool needs an approval in every run, whatever else is known. */
  record Risk(String kind, boolean raised) implements Signal {}
}
