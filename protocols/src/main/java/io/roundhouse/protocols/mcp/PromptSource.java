package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prompts that MCP clients may use. JSON is in the words of MCP. Thread-safe; called on event loops, which it must not block; its
 * futures may complete on any thread.
 */
public interface PromptSource {

  /** The prompts that this client sees, as MCP's {@code Prompt} objects. */
  List<ObjectNode> prompts(Principal caller);

  /**
   * Fills in a prompt.
   *
   * @param arguments an object of strings
   * @param answers what the client has answered to earlier {@link Filled.Asks}, by the questions' ids
   * @return empty if this source has no such prompt, or not for this client
   */
  Future<Optional<Filled>> get(String name, JsonNode arguments, Map<String, InputAnswer> answers, Principal caller);

  /** Values that begin with {@code value} for an argument of a prompt of this source; empty if it has no such prompt. */
  default Future<Optional<List<String>>> complete(String prompt, String argument, String value, Principal caller) {
    return Future.succeededFuture(Optional.empty());
  }

  /** Calls {@code changed} from now on when prompts have come, gone or changed; returns the way to stop. */
  default Runnable watch(Runnable changed) {
    return () -> {};
  }

  /** What became of a prompt. */
  sealed interface Filled {

    /** MCP's result, with {@code messages}; must not be changed later. */
    record Messages(ObjectNode result) implements Filled {}

    /** The prompt needs more from the client; it is asked for again with the answers. Each question needs an id of its own. */
    record Asks(List<InputRequest> questions) implements Filled {

      public Asks {
        questions = List.copyOf(questions);
      }
    }
  }
}
