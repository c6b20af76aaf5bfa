package io.roundhouse.protocols.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.mcp.PromptSource;
import io.roundhouse.runtime.InputAnswer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The prompts that the suite uses. */
final class FixturePrompts implements PromptSource {

  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final List<String> more = new CopyOnWriteArrayList<>();

  /** Adds a prompt, so that there is a change to hear of. */
  void grow() {
    more.add("test_prompt_" + more.size());
    watchers.forEach(Runnable::run);
  }

  @Override
  public List<ObjectNode> prompts(Principal caller) {
    List<ObjectNode> all = new ArrayList<>(List.of(
        prompt("test_simple_prompt"),
        prompt("test_prompt_with_arguments", "arg1", "arg2"),
        prompt("test_prompt_with_embedded_resource", "resourceUri"),
        prompt("test_prompt_with_image"),
        prompt("test_input_required_result_prompt")));
    more.forEach(name -> all.add(prompt(name)));
    return all;
  }

  @Override
  public Future<Optional<Filled>> get(String name, JsonNode arguments, Map<String, InputAnswer> answers, Principal caller) {
    return Future.succeededFuture(Optional.ofNullable(switch (name) {
      case "test_simple_prompt" -> messages(Blocks.text("This is a simple prompt for testing."));
      case "test_prompt_with_arguments" -> messages(Blocks.text("Prompt with arguments: arg1='%s', arg2='%s'".formatted(
          arguments.path("arg1").asText(), arguments.path("arg2").asText())));
      case "test_prompt_with_embedded_resource" -> messages(
          Blocks.resource(arguments.path("resourceUri").asText(), "text/plain", "Embedded resource content for testing."),
          Blocks.text("Please process the embedded resource above."));
      case "test_prompt_with_image" -> messages(Blocks.image(), Blocks.text("Please analyze the image above."));
      case "test_input_required_result_prompt" -> asking(answers.get("user_context"));
      default -> more.contains(name) ? messages(Blocks.text("One more prompt.")) : null;
    }));
  }

  @Override
  public Future<Optional<List<String>>> complete(String prompt, String argument, String value, Principal caller) {
    return Future.succeededFuture(prompt.equals("test_prompt_with_arguments")
        ? Optional.of(Stream.of("paris", "park", "party", "test").filter(word -> word.startsWith(value)).toList())
        : Optional.empty());
  }

  @Override
  public Runnable watch(Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }

  private static Filled asking(InputAnswer answer) {
    return answer == null
        ? new Filled.Asks(List.of(AskingTools.form("user_context", "What context should the prompt use?", AskingTools.one("context"))))
        : messages(Blocks.text("Prompt with context: " + AskingTools.content(answer).path("context").asText()));
  }

  private static ObjectNode prompt(String name, String... arguments) {
    ObjectNode prompt = JsonNodeFactory.instance.objectNode().put("name", name).put("description", "A prompt for testing");
    for (String argument : arguments) {
      prompt.withArrayProperty("arguments").addObject().put("name", argument).put("required", true);
    }
    return prompt;
  }

  private static Filled messages(ObjectNode... contents) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (ObjectNode content : contents) {
      result.withArrayProperty("messages").addObject().put("role", "user").set("content", content);
    }
    return new Filled.Messages(result);
  }
}
