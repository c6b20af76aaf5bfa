package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What an agent in Java is asked, with what it may use to answer. Confined to the virtual thread that the runtime calls it on.
 *
 * <p>Calls made here are part of the run: budgeted, journaled, healed and cancelled with it.
 */
public interface AgentRequest {

  /** The run this request belongs to. */
  RunId run();

  /** What the caller said. */
  String text();

  /** Structured data that came with the words; null if none did. */
  @Nullable JsonNode data();

  /** What the caller's protocol keeps with the run, see {@link RunRequest#envelope}; null for nothing. */
  @Nullable JsonNode envelope();

  /** Whether the run is a shadow: it is there to try something, and nobody waits for its answer (see {@link ShadowPolicy}). */
  boolean isTrial();

  /** Calls a tool of the catalog and waits for its result. */
  ToolResult call(String tool, JsonNode arguments);

  /** Calls a model of the catalog with one user message and waits for its answer. */
  String ask(String model, String prompt);

  /** Talks with whoever asked for the run; on this thread, questions are asked with {@link Dialogue#askAndWait}. */
  Dialogue dialogue();

  /** Asks another agent and waits for its answer. */
  AgentReply handoff(String agent, String text);
}
