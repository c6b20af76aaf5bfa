package io.roundhouse.server.cli;

import io.roundhouse.protocols.mcp.client.McpConnection;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.runtime.Tool;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine;

/** Asks every server of a configuration for its tools; exit code 1 if one cannot be reached. */
@Command(name = "list", description = "Ask the MCP servers of a configuration file for their tools and say which may be used.")
final class McpListCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private McpTarget target;

  @Override
  public Integer call() {
    PrintWriter out = target.out();
    int unreachable = 0;
    try (McpVisit visit = target.visit()) {
      for (McpServer server : visit.servers().values()) {
        try {
          list(out, visit.open(server));
        } catch (RuntimeException e) {
          unreachable++;
          out.println(server.name() + "   " + e.getMessage());
        }
      }
    }
    out.flush();
    return unreachable == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void list(PrintWriter out, McpConnection connection) {
    String revision = connection.revision().orElse("unknown");
    out.println(connection.server().name() + "   revision " + revision + ", " + connection.health().detail());
    Map<String, Held> held = connection.held().stream().collect(Collectors.toMap(one -> one.waiting().name(), Function.identity()));
    for (Tool tool : connection.tools()) {
      out.println("  " + tool.name() + "   " + firstLine(tool.description()));
    }
    held.values().forEach(one -> out.println("  ! " + one.sentence()));
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 100 ? line.substring(0, 97) + "..." : line;
  }
}
