package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that somebody wants done. Immutable.
 *
 * @param target the tool or agent
 * @param input for a tool its arguments; for an agent an object with {@code text} and, if there is any, {@code data}; for a model see
 *     {@link Target.ModelTarget}. An agent with a model reads what was said before from {@code data.history}, a list of messages with
 *     {@code role} and {@code content}
 * @param key makes the request idempotent: a second request with the same key joins the first run if that is under way or completed;
 *     one that failed, escalated or was cancelled is retried as a new run under the same key; null for none
 * @param caller who asks, for the journal; never a credential
 * @param budget the most it may use
 * @param attended whether somebody is there to decide: an escalation is then a question ({@link InputRequest.Choice}) and the run goes
 *     on with the answer; otherwise the run ends as {@link RunResult.Escalated}
 * @param scopes what the caller was granted, for tools that choose among other tools on its behalf; empty for nothing
 * @param envelope what the caller's protocol keeps with the run beside its input, for example which conversation it belongs to (see
 *     {@link RunQuery#CONVERSATION}); null for nothing
 */
public record RunRequest(
    Target target, JsonNode input, @Nullable String key, String caller, Budget budget, boolean attended, Set<String> scopes,
    @Nullable JsonNode envelope) {

  public RunRequest {
    scopes = Set.copyOf(scopes);
  }

  /** A request of a caller with no scopes, without an envelope. */
  public RunRequest(Target target, JsonNode input, @Nullable String key, String caller, Budget budget, boolean attended) {
    this(target, input, key, caller, budget, attended, Set.of(), null);
  }

  /** A request that nobody attends. */
  public RunRequest(Target target, JsonNode input, @Nullable String key, String caller, Budget budget) {
    this(target, input, key, caller, budget, false);
  }

  /** A tool call by an unnamed caller with the default budget. */
  public static RunRequest tool(String name, JsonNode arguments) {
    return new RunRequest(new Target.ToolTarget(name), arguments, null, "local", Budget.ofDefaults());
  }

  /** A message to an agent by an unnamed caller with the default budget. */
  public static RunRequest agent(String name, String text) {
    JsonNode input = JsonNodeFactory.instance.objectNode().put("text", text);
    return new RunRequest(new Target.AgentTarget(name), input, null, "local", Budget.ofDefaults());
  }

  /** The same request under an idempotency key. */
  public RunRequest withKey(String newKey) {
    return new RunRequest(target, input, newKey, caller, budget, attended, scopes, envelope);
  }

  /** The same request by this caller. */
  public RunRequest withCaller(String newCaller) {
    return new RunRequest(target, input, key, newCaller, budget, attended, scopes, envelope);
  }

  /** The same request with this budget. */
  public RunRequest withBudget(Budget newBudget) {
    return new RunRequest(target, input, key, caller, newBudget, attended, scopes, envelope);
  }

  /** The same request, saying whether somebody is there to decide. */
  public RunRequest withAttended(boolean newAttended) {
    return new RunRequest(target, input, key, caller, budget, newAttended, scopes, envelope);
  }

  /** The same request of a caller with these scopes. */
  public RunRequest withScopes(Set<String> newScopes) {
    return new RunRequest(target, input, key, caller, budget, attended, newScopes, envelope);
  }

  /** The same request with this envelope. */
  public RunRequest withEnvelope(JsonNode newEnvelope) {
    return new RunRequest(target, input, key, caller, budget, attended, scopes, newEnvelope);
  }
}
