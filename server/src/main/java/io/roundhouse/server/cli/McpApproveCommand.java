package io.roundhouse.server.cli;

import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.protocols.mcp.client.pinning.PinBook;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

/** Approves definitions that wait; a running server takes them up within seconds. */
@Command(name = "approve", description = "Approve the present definitions of a server's tools, after showing what has changed.")
final class McpApproveCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private McpTarget target;

  @Parameters(index = "1", paramLabel = "SERVER", description = "The server.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @Parameters(index = "2..*", paramLabel = "TOOL", description = "The server's names of the tools; all that wait unless given.")
  private @Nullable List<String> tools;

  @Override
  public Integer call() {
    PrintWriter out = target.out();
    try (McpVisit visit = target.visit()) {
      McpServer server = target.servers(visit, name).getFirst();
      List<Held> waiting = visit.waiting(server, out);
      List<String> wanted = tools == null ? waiting.stream().map(one -> one.waiting().name()).toList() : tools;
      PinBook book = PinBook.of(server.pinning());
      int approved = 0;
      for (String tool : wanted) {
        Held held = waiting.stream().filter(one -> one.waiting().name().equals(tool)).findFirst().orElse(null);
        if (held == null) {
          out.println(name + " " + tool + ": does not wait for approval");
        } else {
          McpDiffCommand.show(out, held);
          approved += book.approve(name, tool, held.waiting().fingerprint(), System.getProperty("user.name")) ? 1 : 0;
        }
      }
      out.println("Approved " + Counts.of(approved, "definition") + " of server '" + name + "'.");
      out.flush();
      return approved == wanted.size() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }
}
