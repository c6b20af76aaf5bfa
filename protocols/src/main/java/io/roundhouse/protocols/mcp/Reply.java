package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.InputRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a handler has to say to a request. */
sealed interface Reply {

  /**
   * The result of the method.
   *
   * @param result must not be changed by whoever gets it
   * @param freshness how long clients may keep it; null for methods whose results are not kept
   */
  record Done(ObjectNode result, @Nullable Freshness freshness) implements Reply {}

  /**
   * The work cannot go on before the client has answered.
   *
   * @param memo what the handler needs in the next {@link Round}
   */
  record Asks(List<InputRequest> questions, JsonNode memo) implements Reply {}

  /** The work goes on without the client waiting for it; only for clients that know tasks. */
  record Postponed(ObjectNode task) implements Reply {}

  /** How long a result may be kept, and whether by anybody. */
  record Freshness(long ttlMillis, boolean shared) {

    static final Freshness NONE = new Freshness(0, false);
  }

  static Done done(ObjectNode result) {
    return new Done(result, null);
  }
}
