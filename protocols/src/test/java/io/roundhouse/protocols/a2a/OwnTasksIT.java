package io.roundhouse.protocols.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Wire;
import io.roundhouse.protocols.a2a.Bindings.Answer;
import io.roundhouse.protocols.a2a.Bindings.Binding;
import io.roundhouse.protocols.a2a.push.PushOptions;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.ApiKey;
import io.roundhouse.protocols.access.ClientLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** To everybody but its owner a task does not exist, whatever is asked of it and by which binding (specification 1.0.1, section 13.1). */
class OwnTasksIT {

  private static final String ADA = "rh_adaadaadaadaadaadaada";
  private static final String BOB = "rh_bobbobbobbobbobbobbob";

  private A2aHouse house;
  private Bindings bindings;

  @BeforeEach
  void open() {
    house = A2aHouse.guarded(A2aOptions.ofDefaults().withGrpc("127.0.0.1", 0).withPush(PushOptions.ofDefaults()),
        AccessOptions.ofKeys(ApiKey.of("ada", ADA), ApiKey.of("bob", BOB)), ClientLimits.ofDefaults());
    bindings = house.bindings();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @EnumSource(Binding.class)
  void nobodyElseSeesATask(Binding binding) {
    String hers = as(ADA, binding, "SendMessage", A2aHouse.message("ask", ",'contextId':'hers'")).only().at("/task/id").asText();
    as(ADA, binding, "CreateTaskPushNotificationConfig", config(hers));

    String id = "{'id':'" + hers + "'}";
    for (Answer refused : List.of(
        as(BOB, binding, "GetTask", id),
        as(BOB, binding, "CancelTask", id),
        as(BOB, binding, "SubscribeToTask", id),
        as(BOB, binding, "SendMessage", A2aHouse.message("Oslo", ",'taskId':'" + hers + "'")),
        as(BOB, binding, "SendStreamingMessage", A2aHouse.message("Oslo", ",'taskId':'" + hers + "'")),
        as(BOB, binding, "CreateTaskPushNotificationConfig", config(hers)),
        as(BOB, binding, "GetTaskPushNotificationConfig", "{'taskId':'" + hers + "','id':'w'}"),
        as(BOB, binding, "ListTaskPushNotificationConfigs", "{'taskId':'" + hers + "'}"),
        as(BOB, binding, "DeleteTaskPushNotificationConfig", "{'taskId':'" + hers + "','id':'w'}"))) {
      assertThat(refused.reason()).isEqualTo("TASK_NOT_FOUND");
    }
    assertThat(as(BOB, binding, "ListTasks", "{}").only().path("tasks")).isEmpty();
    assertThat(as(BOB, binding, "ListTasks", "{'contextId':'hers'}").only().path("tasks")).isEmpty();
    assertThat(as(BOB, binding, "GetTask", "{'id':'nothing'}").raw().replace("nothing", hers))
        .as("the same as for a task that nobody has").isEqualTo(as(BOB, binding, "GetTask", id).raw());
    assertThat(state(as(ADA, binding, "GetTask", id).only())).isEqualTo("TASK_STATE_INPUT_REQUIRED");
    assertThat(as(ADA, binding, "ListTasks", "{}").only().path("tasks")).hasSize(1);
    assertThat(as(ADA, binding, "GetTaskPushNotificationConfig", "{'taskId':'" + hers + "','id':'w'}").only().path("url").asText())
        .isEqualTo("https://example.com/");
    assertThat(state(as(ADA, binding, "CancelTask", id).only())).isEqualTo("TASK_STATE_CANCELED");
  }

  @ParameterizedTest
  @EnumSource(Binding.class)
  void nobodyComesInWithoutAKey(Binding binding) {
    for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("Authorization", "Bearer rh_wrongwrongwrongwrong"))) {
      Answer refused = bindings.call(binding, "talker", "GetTask", House.json("{\"id\":\"x\"}"), headers);

      assertThat(refused.isRefused()).as(refused.raw()).isTrue();
      assertThat(refused.status()).isEqualTo(binding == Binding.GRPC ? 16 : 401);
      Wire.assertDiscreet(refused.raw());
    }
  }

  private Answer as(String key, Binding binding, String operation, String params) {
    return bindings.call(binding, "talker", operation, House.json(params.replace('\'', '"')), Map.of("Authorization", "Bearer " + key));
  }

  private static String config(String task) {
    return "{'taskId':'" + task + "','id':'w','url':'https://example.com/'}";
  }

  private static String state(JsonNode task) {
    return task.at("/status/state").asText();
  }
}
