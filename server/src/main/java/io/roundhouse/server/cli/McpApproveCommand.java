package io.roundhouse.server.cli;

import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.protocols.mcp.client.pinning.PinBook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Approves definitions that wait; a running server takes them up within seconds. */
@Command(name = "approve", description = "Approve the present definitions of a server's tools, after showing what has changed.")
final class McpApproveCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The YAML file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Parameters(index = "1", paramLabel = "SERVER", description = "The server.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @Parameters(index = "2..*", paramLabel = "TOOL", description = "The server's names of the tools; all that wait unless given.")
  private @Nullable List<String> tools;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (McpVisit visit = McpVisit.of(file)) {
      McpServer server = visit.servers(spec.commandLine(), name).getFirst();
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
