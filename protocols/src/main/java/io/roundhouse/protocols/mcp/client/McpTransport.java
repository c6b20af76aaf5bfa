package io.roundhouse.protocols.mcp.client;

import io.roundhouse.protocols.mcp.client.oauth.OAuthSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to reach an MCP server. */
public sealed interface McpTransport {

  /**
   * A process of our own that speaks over its standard input and output; its error output goes to our log.
   *
   * @param environment variables in addition to our own
   * @param directory where it runs; null for where we run
   */
  record Stdio(String command, List<String> arguments, Map<String, String> environment, @Nullable Path directory)
      implements McpTransport {

    public Stdio {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    /** A command with arguments, in our environment and directory. */
    public static Stdio of(String command, String... arguments) {
      return new Stdio(command, List.of(arguments), Map.of(), null);
    }
  }

  /**
   * A server elsewhere that speaks Streamable HTTP.
   *
   * @param headers go with every request
   * @param authorization how to get access where the server wants OAuth; null to do without
   */
  record Http(URI url, Map<String, String> headers, @Nullable OAuthSettings authorization) implements McpTransport {

    public Http {
      headers = Map.copyOf(headers);
      if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        throw new IllegalArgumentException("url '" + url + "' must be an absolute http or https address");
      }
    }

    /** A server that needs no authorization, or headers only. */
    public Http(URI url, Map<String, String> headers) {
      this(url, headers, null);
    }

    /** A server without further headers. */
    public static Http of(String url) {
      return new Http(URI.create(url), Map.of());
    }

    /** The same server, which wants OAuth. */
    public Http withAuthorization(OAuthSettings settings) {
      return new Http(url, headers, settings);
    }
  }
}
