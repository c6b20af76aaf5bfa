package io.roundhouse.server.cli;

import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what waits for approval; exit code 1 if anything does. */
@Command(name = "diff", description = "Show which tools wait for approval, why, and what has changed in them.")
final class McpDiffCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private McpTarget target;

  @Parameters(index = "1", arity = "0..1", paramLabel = "SERVER", description = "Only this server.")
  private @Nullable String name;

  @Override
  public Integer call() {
    PrintWriter out = target.out();
    int waiting = 0;
    try (McpVisit visit = target.visit()) {
      for (McpServer server : target.servers(visit, name)) {
        List<Held> held = visit.waiting(server, out);
        held.forEach(one -> show(out, one));
        waiting += held.size();
      }
    }
    out.println(waiting == 0 ? "Nothing waits for approval." : Counts.of(waiting, "tool") + " waiting for approval.");
    out.flush();
    return waiting == 0 ? 0 : 1;
  }

  static void show(PrintWriter out, Held held) {
    out.println(held.server() + " " + held.waiting().name() + ": " + String.join("; ", held.reasons()));
    held.differences().forEach(line -> out.println("  " + line));
  }
}
