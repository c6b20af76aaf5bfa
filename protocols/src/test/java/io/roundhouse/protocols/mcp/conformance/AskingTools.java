package io.roundhouse.protocols.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.vertx.core.Future;
import java.util.List;

/** Tools that ask their caller back before they answer. */
final class AskingTools {

  private static final Schema NONE = Schema.parse("{\"type\":\"object\",\"properties\":{}}");

  private AskingTools() {}

  static Catalog addTo(Catalog catalog) {
    return catalog
        .with(Tool.blocking("test_sampling", "Asks the client's model", one("prompt"), AskingTools::sampling))
        .with(Tool.blocking("test_elicitation", "Asks the client", one("message"), call -> answered(
            call, form("answer", call.arguments().path("message").asText(), Schema.parse(ACCOUNT)))))
        .with(Tool.blocking("test_elicitation_sep1034_defaults", "Asks with defaults", NONE, call -> answered(
            call, form("defaults", "Please review the form", Schema.parse(DEFAULTS)))))
        .with(Tool.blocking("test_elicitation_sep1330_enums", "Asks with choices", NONE, call -> answered(
            call, form("choices", "Please choose", Schema.parse(ENUMS)))))
        .with(Tool.blocking("test_missing_capability", "Needs the client's model", NONE, AskingTools::capital))
        .with(Tool.blocking("test_input_required_result_elicitation", "Asks for a name", NONE, AskingTools::greet))
        .with(Tool.blocking("test_streaming_elicitation", "Says how far it is and asks for a name", NONE, call -> {
          call.dialogue().progress(50, 100.0, "Half of it is done");
          return greet(call);
        }))
        .with(Tool.blocking("test_input_required_result_sampling", "Asks the client's model", NONE, AskingTools::capital))
        .with(Tool.blocking("test_input_required_result_list_roots", "Asks for folders", NONE, call -> ToolResult.text(
            "Found " + content(call, roots()).path("roots").size() + " root(s)")))
        .with(Tool.blocking("test_input_required_result_request_state", "Asks to confirm", NONE, call -> ToolResult.text(
            content(call, confirm()).path("ok").asBoolean() ? "state-ok" : "not confirmed")))
        .with(Tool.blocking("test_input_required_result_tampered_state", "Asks to confirm", NONE, call -> ToolResult.text(
            content(call, confirm()).path("ok").asBoolean() ? "integrity-ok" : "not confirmed")))
        .with(Tool.async("test_input_required_result_multiple_inputs", "Asks three things", NONE, AskingTools::three))
        .with(Tool.async("test_input_required_result_capabilities", "Asks what the client can answer", NONE, AskingTools::two))
        .with(Tool.blocking("test_input_required_result_multi_round", "Asks twice", NONE, call -> {
          String name = content(call, form("step1", "Step 1: What is your name?", one("name"))).path("name").asText();
          String color = content(call, form("step2", "Step 2: What is your favorite color?", one("color"))).path("color").asText();
          return ToolResult.text(name + " likes " + color);
        }));
  }

  static InputRequest form(String id, String message, Schema schema) {
    return new InputRequest.Form(id, message, schema);
  }

  static InputRequest name(String id) {
    return form(id, "What is your name?", one("name"));
  }

  static JsonNode content(ToolCall call, InputRequest question) {
    return content(call.dialogue().askAndWait(question));
  }

  static JsonNode content(InputAnswer answer) {
    return answer instanceof InputAnswer.Accepted accepted ? accepted.content() : JsonNodeFactory.instance.objectNode();
  }

  static Schema one(String field) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putObject("properties").putObject(field).put("type", "string");
    schema.putArray("required").add(field);
    return Schema.of(schema);
  }

  private static InputRequest confirm() {
    return form("confirm", "Please confirm",
        Schema.parse("{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\"}},\"required\":[\"ok\"]}"));
  }

  private static InputRequest roots() {
    return new InputRequest.Roots("client_roots", "Which folders is this about?");
  }

  private static InputRequest ask(String id, String text) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("maxTokens", 100);
    request.putArray("messages").addObject().put("role", "user").putObject("content").put("type", "text").put("text", text);
    return new InputRequest.Sampling(id, text, request);
  }

  private static ToolResult greet(ToolCall call) {
    InputAnswer answer = call.dialogue().askAndWait(name("user_name"));
    return ToolResult.text(answer instanceof InputAnswer.Accepted accepted
        ? "Hello, " + accepted.content().path("name").asText() + "!" : "Nobody said a name.");
  }

  private static ToolResult sampling(ToolCall call) {
    JsonNode message = content(call, ask("sample", call.arguments().path("prompt").asText()));
    return ToolResult.text("LLM response: " + message.path("content").path("text").asText("No response"));
  }

  private static ToolResult capital(ToolCall call) {
    return ToolResult.text(content(call, ask("capital_question", "What is the capital of France?")).path("content").path("text").asText());
  }

  private static ToolResult answered(ToolCall call, InputRequest question) {
    InputAnswer answer = call.dialogue().askAndWait(question);
    String action = switch (answer) {
      case InputAnswer.Accepted accepted -> "accept";
      case InputAnswer.Declined declined -> "decline";
      case InputAnswer.Dismissed dismissed -> "cancel";
    };
    return ToolResult.text("User response: action=%s, content=%s".formatted(action, content(answer)));
  }

  private static Future<ToolResult> three(ToolCall call) {
    Future<InputAnswer> name = call.dialogue().ask(name("user_name"));
    Future<InputAnswer> greeting = call.dialogue().ask(ask("greeting", "Generate a greeting"));
    Future<InputAnswer> folders = call.dialogue().ask(roots());
    return Future.all(name, greeting, folders).map(all -> ToolResult.text("Name: %s; Greeting: %s; Roots: %d".formatted(
        content(name.result()).path("name").asText(), content(greeting.result()).path("content").path("text").asText(),
        content(folders.result()).path("roots").size())));
  }

  private static Future<ToolResult> two(ToolCall call) {
    Future<InputAnswer> value = call.dialogue().ask(form("elicit_input", "Elicitation input", one("value")));
    Future<InputAnswer> sample = call.dialogue().ask(ask("sample_input", "Sample request"));
    return Future.all(List.of(value, sample)).map(all -> ToolResult.text("capabilities-ok"));
  }


  private static final String ACCOUNT = """
      {"type":"object","properties":{"username":{"type":"string","description":"User's response"},
        "email":{"type":"string","description":"User's email address"}},"required":["username","email"]}""";

  private static final String DEFAULTS = """
      {"type":"object","properties":{
        "name":{"type":"string","description":"User name","default":"John Doe"},
        "age":{"type":"integer","description":"User age","default":30},
        "score":{"type":"number","description":"User score","default":95.5},
        "status":{"type":"string","description":"User status","enum":["active","inactive","pending"],"default":"active"},
        "verified":{"type":"boolean","description":"Verification status","default":true}},"required":[]}""";

  private static final String ENUMS = """
      {"type":"object","properties":{
        "untitledSingle":{"type":"string","description":"Select one option","enum":["option1","option2","option3"]},
        "titledSingle":{"type":"string","description":"Select one option with titles","oneOf":[
          {"const":"value1","title":"First Option"},{"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
        "legacyEnum":{"type":"string","description":"Select one option (legacy)","enum":["opt1","opt2","opt3"],
          "enumNames":["Option One","Option Two","Option Three"]},
        "untitledMulti":{"type":"array","description":"Select multiple options","minItems":1,"maxItems":3,
          "items":{"type":"string","enum":["option1","option2","option3"]}},
        "titledMulti":{"type":"array","description":"Select multiple options with titles","minItems":1,"maxItems":3,
          "items":{"anyOf":[{"const":"value1","title":"First Choice"},{"const":"value2","title":"Second Choice"},
          {"const":"value3","title":"Third Choice"}]}}},"required":[]}""";
}
