package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ToolVisibilityIT {

  private static final String CHALLENGE = "Bearer error=\"insufficient_scope\", scope=\"echo:call\"";
  private static final ToolVisibility RULE = (caller, tool) -> switch (tool) {
    case "hold" -> new ToolVisibility.Access.Hidden();
    case "echo" -> new ToolVisibility.Access.NeedsScope("echo:call", CHALLENGE);
    default -> new ToolVisibility.Access.Callable();
  };

  @Test
  void listsAndCallsOnlyWhatTheRuleAllows() {
    try (House house = House.with(McpOffer.ofDefaults().withVisibility(RULE))) {
      RawClient client = new RawClient(house);
      String session = client.openSession();

      JsonNode tools = client.rpc(session, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}").at("/result/tools");
      JsonNode hidden = client.rpc(session, RawClient.call(2, "hold", "{}"));
      HttpResponse<String> refused = client.post(session, RawClient.call(3, "echo", "{}"));

      assertThat(tools.findValuesAsText("name")).contains("echo", "pause").doesNotContain("hold");
      assertThat(hidden.at("/error/message").asText()).isEqualTo("Unknown tool: hold");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains(CHALLENGE);
      assertThat(House.json(refused).at("/error/data/code").asText()).isEqualTo("insufficient-scope");
    }
  }
}
