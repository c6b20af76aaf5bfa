package io.roundhouse.runtime.collaboration;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.Assignment;
import org.jspecify.annotations.Nullable;

/** What a member said; {@code by} is who really said it, which is a reserve if the member failed. Immutable. */
public record Answer(Assignment by, String text, @Nullable JsonNode data) {

  /** The same member with other words. */
  Answer withText(String newText) {
    return new Answer(by, newText, data);
  }

  /** Who speaks, for the other members. */
  String speaker() {
    return by.role().equals(Assignment.ANSWERER) ? by.agent() : by.agent() + " (" + by.role() + ")";
  }
}
