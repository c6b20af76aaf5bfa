package io.roundhouse.protocols.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.a2a.Bindings.Answer;
import io.roundhouse.protocols.a2a.Bindings.Binding;
import io.roundhouse.protocols.a2a.push.PushOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same conversation over every binding gives the same tasks, streams and refusals (A2A specification 1.0.1, section 5.1). */
class BindingEquivalenceIT {

  private static final Pattern VARYING = Pattern.compile(
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|"
      + "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|MTc[A-Za-z0-9_-]{40,}");

  private A2aHouse house;
  private Bindings bindings;

  @BeforeEach
  void open() {
    house = A2aHouse.open(A2aOptions.ofDefaults().withGrpc("127.0.0.1", 0).withPush(PushOptions.ofDefaults()).withExtendedCard(true));
    bindings = house.bindings();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void conversationsComeToTheSame() {
    Map<Binding, List<String>> told = new LinkedHashMap<>();
    for (Binding binding : Binding.values()) {
      told.put(binding, conversation(binding));
    }

    assertThat(told.get(Binding.JSONRPC)).hasSizeGreaterThan(20);
    assertThat(told.get(Binding.REST)).isEqualTo(told.get(Binding.JSONRPC));
    assertThat(told.get(Binding.GRPC)).isEqualTo(told.get(Binding.JSONRPC));
  }

  private List<String> conversation(Binding binding) {
    List<Answer> answers = new ArrayList<>();
    for (String text : List.of("hello", "data", "file", "reject", "fail", "say hi")) {
      answers.add(send(binding, "SendMessage", text, "", ""));
    }
    answers.add(send(binding, "SendStreamingMessage", "hello", "", ""));
    Answer asking = send(binding, "SendMessage", "twice", "", "c-" + binding);
    String asked = asking.only().at("/task/id").asText();
    answers.add(asking);
    answers.add(send(binding, "SendMessage", "Oslo", asked, ""));
    answers.add(send(binding, "SendMessage", "Rome", asked, ""));
    Answer login = send(binding, "SendMessage", "login", "", "c-" + binding);
    String signing = login.only().at("/task/id").asText();
    answers.add(login);
    answers.add(send(binding, "SendMessage", "done", signing, ""));
    Answer waiting = send(binding, "SendMessage", "ask", "", "");
    String cancelled = waiting.only().at("/task/id").asText();
    answers.add(call(binding, "CreateTaskPushNotificationConfig",
        "{'taskId':'" + cancelled + "','id':'w','url':'https://example.com/','authentication':{'scheme':'Bearer','credentials':'x'}}"));
    answers.add(call(binding, "GetTaskPushNotificationConfig", "{'taskId':'" + cancelled + "','id':'w'}"));
    answers.add(call(binding, "ListTaskPushNotificationConfigs", "{'taskId':'" + cancelled + "'}"));
    answers.add(call(binding, "DeleteTaskPushNotificationConfig", "{'taskId':'" + cancelled + "','id':'w'}"));
    answers.add(call(binding, "GetTaskPushNotificationConfig", "{'taskId':'" + cancelled + "','id':'w'}"));
    answers.add(call(binding, "CreateTaskPushNotificationConfig", "{'taskId':'" + cancelled + "','url':'http://[::ffff:10.0.0.1]/'}"));
    answers.add(call(binding, "CancelTask", "{'id':'" + cancelled + "'}"));
    answers.add(call(binding, "CancelTask", "{'id':'" + cancelled + "'}"));
    answers.add(call(binding, "SubscribeToTask", "{'id':'" + cancelled + "'}"));
    answers.add(call(binding, "GetTask", "{'id':'" + asked + "','historyLength':2}"));
    answers.add(call(binding, "GetTask", "{'id':'nobody'}"));
    answers.add(call(binding, "ListTasks", "{'contextId':'c-" + binding + "','pageSize':1,'includeArtifacts':true}"));
    answers.add(call(binding, "ListTasks", "{'pageSize':101}"));
    answers.add(send(binding, "SendMessage", "more", asked, ""));
    answers.add(call(binding, "SendMessage", "{'message':{'messageId':'m','role':'ROLE_USER','parts':[]}}"));
    return answers.stream().map(answer -> normal(answer, binding)).toList();
  }

  private Answer send(Binding binding, String operation, String text, String task, String context) {
    return call(binding, operation, "{'message':{'messageId':'m-" + text + "','role':'ROLE_USER','taskId':'" + task + "','contextId':'"
        + context + "','parts':[{'text':'" + text + "'}]}}");
  }

  private Answer call(Binding binding, String operation, String params) {
    return bindings.call(binding, "talker", operation, House.json(params.replace('\'', '"')));
  }

  /** Ids by the order in which they come, times left out, and nothing of what ProtoJSON lets a writer leave out. */
  private static String normal(Answer answer, Binding binding) {
    Map<String, String> names = new LinkedHashMap<>();
    List<String> events = answer.events().stream().map(event -> sorted(event).toString()).toList();
    String all = answer.isRefused() ? "refused: " + answer.reason() : String.join("\n", events);
    return VARYING.matcher(all.replace("c-" + binding, "context")).replaceAll(found -> Matcher.quoteReplacement(
        found.group().endsWith("Z") ? "time" : names.computeIfAbsent(found.group(), id -> "id-" + names.size())));
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      com.fasterxml.jackson.databind.node.ArrayNode items = House.JSON.createArrayNode();
      node.forEach(item -> items.add(sorted(item)));
      return items;
    }
    if (!node.isObject()) {
      return node.isNumber() ? House.JSON.getNodeFactory().numberNode(node.decimalValue().stripTrailingZeros()) : node;
    }
    ObjectNode sorted = House.JSON.createObjectNode();
    node.properties().stream().sorted(Map.Entry.comparingByKey()).filter(field -> !isDefault(field.getValue()))
        .forEach(field -> sorted.set(field.getKey(), sorted(field.getValue())));
    return sorted;
  }

  private static boolean isDefault(JsonNode value) {
    return value.isNull() || (value.isTextual() && value.textValue().isEmpty()) || (value.isArray() && value.isEmpty())
        || (value.isBoolean() && !value.booleanValue()) || (value.isNumber() && value.asInt() == 0);
  }
}
