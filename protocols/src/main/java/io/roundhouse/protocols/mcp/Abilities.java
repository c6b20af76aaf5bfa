package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.InputRequest;

/** What a client says it can do for us. Immutable. */
record Abilities(boolean forms, boolean links, boolean sampling, boolean roots, boolean tasks) {

  static final String TASKS = "io.modelcontextprotocol/tasks";
  static final Abilities NONE = new Abilities(false, false, false, false, false);

  /** Reads the capabilities of a client. */
  static Abilities of(JsonNode capabilities) {
    JsonNode elicitation = capabilities.path("elicitation");
    boolean links = elicitation.path("url").isObject();
    boolean forms = elicitation.isObject() && (elicitation.path("form").isObject() || !links);
    return new Abilities(
        forms,
        links,
        capabilities.path("sampling").isObject(),
        capabilities.path("roots").isObject(),
        capabilities.path("extensions").path(TASKS).isObject());
  }

  /** The same client, for a revision without tasks. */
  Abilities withoutTasks() {
    return new Abilities(forms, links, sampling, roots, false);
  }

  /** Whether the client can answer this. */
  boolean answers(InputRequest question) {
    return switch (question) {
      case InputRequest.Form form -> forms;
      case InputRequest.Approval approval -> forms;
      case InputRequest.Choice choice -> forms;
      case InputRequest.Link link -> links;
      case InputRequest.Sampling request -> sampling;
      case InputRequest.Roots request -> roots;
    };
  }

  /** The capability a client needs to answer this, as an object of capabilities. */
  static ObjectNode needed(InputRequest question) {
    ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
    switch (question) {
      case InputRequest.Form form -> capabilities.putObject("elicitation");
      case InputRequest.Approval approval -> capabilities.putObject("elicitation");
      case InputRequest.Choice choice -> capabilities.putObject("elicitation");
      case InputRequest.Link link -> capabilities.putObject("elicitation").putObject("url");
      case InputRequest.Sampling request -> capabilities.putObject("sampling");
      case InputRequest.Roots request -> capabilities.putObject("roots");
    }
    return capabilities;
  }

  /** The capability of the tasks extension, as an object of capabilities. */
  static ObjectNode neededForTasks() {
    ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
    capabilities.putObject("extensions").putObject(TASKS);
    return capabilities;
  }
}
