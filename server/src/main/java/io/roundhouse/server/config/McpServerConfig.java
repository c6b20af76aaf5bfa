package io.roundhouse.server.config;

import io.roundhouse.toolgraph.Effect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A downstream MCP server whose tools join the catalog under the server's name. Immutable.
 *
 * @param name the prefix of its tools
 * @param connection how to reach it
 * @param effects what calls of its tools do, by the server's own names
 * @param timeout how long one call may take
 * @param restartBackoff the first pause before it is started or reached again; later pauses grow
 */
public record McpServerConfig(String name, Connection connection, Map<String, Effect> effects, Duration timeout,
    Duration restartBackoff) {

  public McpServerConfig {
    effects = Map.copyOf(effects);
  }

  /** How to reach the server. */
  public sealed interface Connection {

    /** A process of our own, spoken to over its standard input and output. */
    record Command(List<String> command, Map<String, String> env, Path directory) implements Connection {

      public Command {
        command = List.copyOf(command);
        env = Map.copyOf(env);
      }

      /** The program only: arguments and environment may hold credentials. */
      @Override
      public String toString() {
        return command.isEmpty() ? "no command" : command.getFirst();
      }
    }

    /** An address that speaks Streamable HTTP. */
    record Http(URI url, Map<String, String> headers) implements Connection {

      public Http {
        headers = Map.copyOf(headers);
      }

      /** The address only: headers may hold credentials. */
      @Override
      public String toString() {
        return url.toString();
      }
    }
  }
}
