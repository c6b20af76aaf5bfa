package io.roundhouse.runtime;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Something that a run needs from whoever asked for it before it can go on. Immutable; safe to share.
 *
 * <p>The id names the question within its run. The runtime gives it when the question is asked, from the place of the call and
 * either the name that the body chose (an id of letters, digits, {@code _ - .}, which callers see) or a count, so that the same
 * question has the same id after a restart. The five kinds that bodies ask for follow the client features of MCP (elicitation by form
 * and by URL, sampling, roots).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = InputRequest.Form.class, name = "form"),
  @JsonSubTypes.Type(value = InputRequest.Link.class, name = "link"),
  @JsonSubTypes.Type(value = InputRequest.Sampling.class, name = "sampling"),
  @JsonSubTypes.Type(value = InputRequest.Roots.class, name = "roots"),
  @JsonSubTypes.Type(value = InputRequest.Approval.class, name = "approval"),
  @JsonSubTypes.Type(value = InputRequest.Choice.class, name = "choice"),
})
public sealed interface InputRequest {

  /** The field of an {@link Approval}'s answer that says yes or no. */
  String APPROVED = "approved";

  /** The field of a {@link Choice}'s answer that names the option. */
  String CHOICE = "choice";

  /** Names the question within its run; before it is asked, the name that the body chose, or empty. */
  String id();

  /** What a person reads. */
  String message();

  /** The same question under another id. */
  InputRequest withId(String newId);

  /**
   * The question as a form, for callers that know nothing but forms: an approval is one yes or no, a choice one of its options.
   * Empty for a link, sampling and roots, which no form can answer.
   */
  default Optional<Form> asForm() {
    return Optional.empty();
  }

  /** A person is asked for a few values; the content of the answer satisfies {@code schema}. */
  record Form(String id, String message, Schema schema) implements InputRequest {
    @Override
    public Form withId(String newId) {
      return new Form(newId, message, schema);
    }

    @Override
    public Optional<Form> asForm() {
      return Optional.of(this);
    }
  }

  /** A person is sent to an address to do something there, such as signing in; accepting means that it is done. */
  record Link(String id, String message, String url) implements InputRequest {
    @Override
    public Link withId(String newId) {
      return new Link(newId, message, url);
    }
  }

  /** The caller's own model is asked; {@code request} and the content of the answer are those of MCP's sampling. */
  record Sampling(String id, String message, JsonNode request) implements InputRequest {
    @Override
    public Sampling withId(String newId) {
      return new Sampling(newId, message, request);
    }
  }

  /** The caller is asked which folders the work is about; the content of the answer is that of MCP's roots. */
  record Roots(String id, String message) implements InputRequest {
    @Override
    public Roots withId(String newId) {
      return new Roots(newId, message);
    }
  }

  /**
   * A gated step of a graph waits for a yes. Accepting means yes unless the content has {@code "approved": false}; declining and
   * dismissing mean no.
   */
  record Approval(String id, String message, String step) implements InputRequest {
    @Override
    public Approval withId(String newId) {
      return new Approval(newId, message, step);
    }

    @Override
    public Optional<Form> asForm() {
      ObjectNode field = JsonNodeFactory.instance.objectNode().put("type", "boolean").put("default", true);
      ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
      schema.putObject("properties").set(APPROVED, field);
      return Optional.of(new Form(id, message, Schema.of(schema)));
    }
  }

  /**
   * The run cannot decide by itself how to go on. Accepting names one of the {@code options} in the content's field {@code choice};
   * declining and dismissing mean that the run gives up.
   *
   * @param blockers what stands in the way, such as the names of steps that are down
   */
  record Choice(String id, String message, List<String> options, List<String> blockers) implements InputRequest {

    public Choice {
      options = List.copyOf(options);
      blockers = List.copyOf(blockers);
      if (options.isEmpty()) {
        throw new IllegalArgumentException("a choice needs at least one option");
      }
    }

    @Override
    public Choice withId(String newId) {
      return new Choice(newId, message, options, blockers);
    }

    @Override
    public Optional<Form> asForm() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
      ArrayNode names = schema.putObject("properties").putObject(CHOICE).put("type", "string").putArray("enum");
      options.forEach(names::add);
      schema.putArray("required").add(CHOICE);
      return Optional.of(new Form(id, message, Schema.of(schema)));
    }
  }

  /** A question with a form, ready to be asked. */
  static Form form(String message, Schema schema) {
    return new Form("", message, schema);
  }

  /** A question with an address, ready to be asked. */
  static Link link(String message, String url) {
    return new Link("", message, url);
  }

  /** A question to the caller's model, ready to be asked. */
  static Sampling sampling(String message, JsonNode request) {
    return new Sampling("", message, request);
  }

  /** A question for the caller's folders, ready to be asked. */
  static Roots roots(String message) {
    return new Roots("", message);
  }

  /** A question with a few options, ready to be asked. */
  static Choice choice(String message, List<String> options) {
    return new Choice("", message, options, List.of());
  }
}
