package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.protocols.approval.ApprovalMode;
import io.roundhouse.protocols.mcp.Icon;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.TaskSupport;
import io.roundhouse.protocols.mcp.ToolPresentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpReaderTest {

  private static final String AGENTS = "agents: {hello: {description: Greets, reply: hi}}\n";

  @TempDir Path directory;

  @Test
  void readsEverything() throws IOException {
    McpConfig mcp = read("""
        mcp:
          path: /tools
          name: desk
          title: The desk
          instructions: Ask for invoices.
          icons: ["https://desk.example.com/icon.png"]
          max-calls: 10
          question-timeout: 1m
          keep-alive: 5s
          patience: 2s
          max-stream-bytes: 1000
          lease: 30s
          max-subscriptions: 7
          task-after: 3s
          task-ttl: 2h
          task-poll: 4s
          max-tasks: 8
          state-ttl: 6m
          state-secret: sixteen characters
          page-size: 9
          list-ttl: 11s
          approvals: url
          tools:
            hello:
              title: Greeter
              tasks: always
              icons: [{source: "data:image/png;base64,", media-type: image/png, sizes: [48x48]}]
        """);

    McpOptions options = mcp.options();
    assertThat(options.path()).isEqualTo("/tools");
    assertThat(options.identity()).isEqualTo(new McpOptions.Identity("desk", options.identity().version(), "The desk",
        "Ask for invoices.", List.of(Icon.of("https://desk.example.com/icon.png"))));
    assertThat(options.sessions().mostCalls()).isEqualTo(10);
    assertThat(options.sessions().questionTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.streams()).isEqualTo(
        new McpOptions.Streams(Duration.ofSeconds(5), Duration.ofSeconds(2), 1000, Duration.ofSeconds(30), 7));
    assertThat(options.tasks()).isEqualTo(new McpOptions.Tasks(
        Duration.ofSeconds(3), Duration.ofHours(2), Duration.ofSeconds(4), 8, Duration.ofMinutes(6), "sixteen characters"));
    assertThat(options.pageSize()).isEqualTo(9);
    assertThat(options.listTtl()).isEqualTo(Duration.ofSeconds(11));
    assertThat(mcp.approvals()).isEqualTo(ApprovalMode.URL);
    assertThat(mcp.tools()).containsEntry("hello", new ToolPresentation(
        "Greeter", List.of(new Icon("data:image/png;base64,", "image/png", List.of("48x48"))), TaskSupport.ALWAYS));
  }

  @Test
  void takesTheDefaultsOfTheEndpoint() throws IOException {
    assertThat(read("")).isEqualTo(McpConfig.ofDefaults());
    assertThat(read("mcp: {name: desk}").options().tasks()).isEqualTo(McpOptions.ofDefaults().tasks());
  }

  @Test
  void reportsEveryMistakeWithItsPlace() {
    assertThatThrownBy(() -> read("""
        mcp:
          path: mcp
          page-size: 0
          state-secret: short
          icons: ["file:///icon.png"]
          tools:
            hello: {tasks: sometimes, titel: x}
        """)).isInstanceOfSatisfying(ConfigException.class, wrong -> assertThat(wrong.getMessage().lines())
        .anyMatch(line -> line.contains(":3:") && line.contains("a path such as /mcp"))
        .anyMatch(line -> line.contains(":4:") && line.contains("page-size"))
        .anyMatch(line -> line.contains(":5:") && line.contains("at least 16 characters") && !line.contains("short'"))
        .anyMatch(line -> line.contains(":6:") && line.contains("https:"))
        .anyMatch(line -> line.contains(":8:") && line.contains("when-slow"))
        .anyMatch(line -> line.contains(":8:") && line.contains("unknown key 'titel'")));
  }

  private McpConfig read(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("app.yaml"), AGENTS + yaml);
    return ServerConfig.load(file, name -> null).mcp();
  }
}
