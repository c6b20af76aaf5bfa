package io.roundhouse.runtime.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class JavaToolsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void derivesTheSchemaFromTheParametersAndLeavesTheCallOut() throws Exception {
    io.roundhouse.runtime.Tool tool = tool("convert");

    assertThat(tool.description()).isEqualTo("Converts money");
    assertThat(tool.effect()).isEqualTo(Effect.PURE);
    assertThat(tool.input().violations(JSON.readTree("{\"amount\":{\"value\":1.5,\"currency\":\"USD\"},\"tags\":[\"a\"]}"))).isEmpty();
    assertThat(tool.input().violations(JSON.readTree("{\"tags\":[]}"))).singleElement().asString().contains("amount");
    assertThat(tool.input().document().toString()).doesNotContain("call");
  }

  @Test
  void bindsRecordsListsAndTheCallAndReturnsJson() throws Exception {
    ToolResult result = call("convert", "{\"amount\":{\"value\":1.50,\"currency\":\"USD\"},\"tags\":[\"x\",\"y\"]}");

    JsonNode output = ((ToolResult.Success) result).output();
    assertThat(output.path("value").decimalValue()).isEqualByComparingTo("1.50");
    assertThat(output.path("note").asText()).isEqualTo("USD x+y key-1");
    assertThat(output.path("day").asText()).isEqualTo("2026-03-01");
  }

  @Test
  void passesOnWhatTheMethodThrows() {
    assertThatThrownBy(() -> call("fail", "{\"why\":\"closed\"}")).isInstanceOf(ToolException.class).hasMessage("closed");
  }

  @Test
  void saysWhichArgumentHasTheWrongForm() {
    assertThatThrownBy(() -> call("fail", "{}")).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> call("count", "{\"n\":\"many\"}"))
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("argument 'n'")
        .hasMessageContaining("many");
  }

  @Test
  void refusesAnObjectWithoutTools() {
    assertThatThrownBy(() -> JavaTools.of("text")).isInstanceOf(CatalogException.class).hasMessageContaining("@Tool");
  }

  private static io.roundhouse.runtime.Tool tool(String name) {
    return JavaTools.of(new Bank()).stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
  }

  private static ToolResult call(String name, String arguments) throws Exception {
    ToolBody.Blocking body = (ToolBody.Blocking) tool(name).body();
    return body.call().call(
        new ToolCall(new RunId("r"), "c", "key-1", JSON.readTree(arguments), Duration.ofSeconds(1), new Cancellation()));
  }

  record Money(BigDecimal value, String currency) {}

  record Converted(BigDecimal value, String note, LocalDate day) {}

  public static final class Bank {

    @Tool("Converts money")
    @ToolEffect(Effect.PURE)
    public Converted convert(@P("what to convert") Money amount, List<String> tags, ToolCall call) {
      String note = amount.currency() + " " + String.join("+", tags) + " " + call.idempotencyKey();
      return new Converted(amount.value(), note, LocalDate.of(2026, 3, 1));
    }

    @Tool("Fails")
    public String fail(String why) {
      throw ToolException.outage(Objects.requireNonNull(why));
    }

    @Tool("Counts")
    public int count(int n) {
      return n;
    }
  }
}
