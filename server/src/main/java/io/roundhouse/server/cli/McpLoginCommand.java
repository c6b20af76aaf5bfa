package io.roundhouse.server.cli;

import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.McpTransport;
import io.roundhouse.protocols.mcp.client.oauth.AuthorizationPrompt;
import io.roundhouse.protocols.mcp.client.oauth.OAuthSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

/** Lets a person sign in to a server; the tokens are kept where the configuration says. */
@Command(name = "login", description = "Sign in to an MCP server with a browser and keep the access for 'serve'.")
final class McpLoginCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private McpTarget target;

  @Parameters(index = "1", paramLabel = "SERVER", description = "The server.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @Override
  public Integer call() {
    PrintWriter out = target.out();
    try (McpVisit visit = target.visit()) {
      McpServer server = target.servers(visit, name).getFirst();
      if (!(server.transport() instanceof McpTransport.Http http) || http.authorization() == null) {
        throw target.misuse("server '" + name + "' has no authorization in " + target.file());
      }
      OAuthSettings settings = http.authorization().withPrompt(AuthorizationPrompt.printing(line -> {
        out.println(line);
        out.flush();
      }));
      visit.open(server.withTransport(http.withAuthorization(settings)).withConnectTimeout(settings.patience().plusSeconds(30)));
      out.println("Signed in to server '" + name + "'.");
      out.flush();
      return CommandLine.ExitCode.OK;
    }
  }
}
