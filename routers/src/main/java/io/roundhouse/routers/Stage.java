package io.roundhouse.routers;

/** The stages of a decision, in the order in which they are taken. */
public enum Stage {
  /** Who may be considered at all: permissions, guards, health. */
  ELIGIBILITY,
  /** Which of those suit the request, best first. */
  AGENTS,
  /** How they work together. */
  MODE,
  /** How many of them work. */
  NUMBER,
  /** What each of them does; taken once for each seat, knowing the seats before. */
  ROLE,
  /** Which model each of them uses; taken once for each seat, knowing its agent and role. */
  MODEL
}
