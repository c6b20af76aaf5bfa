package io.roundhouse.protocols.mcp.client.oauth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to get access to an MCP server. Immutable; safe to share.
 *
 * @param grant on whose word
 * @param scopes what to ask for in addition to what the server says it needs
 * @param credentials the file that keeps registrations and tokens, readable by its owner only; null to keep them in memory
 * @param prompt how a person is brought to sign in
 * @param patience how long that person may take
 */
public record OAuthSettings(
    Grant grant, List<String> scopes, @Nullable Path credentials, AuthorizationPrompt prompt, Duration patience) {

  public OAuthSettings {
    scopes = List.copyOf(scopes);
  }

  /** This grant, with the scopes the server asks for, tokens in memory, nobody to sign in, and five minutes for doing so. */
  public static OAuthSettings of(Grant grant) {
    return new OAuthSettings(grant, List.of(), null, AuthorizationPrompt.nobody(), Duration.ofMinutes(5));
  }

  /** The same settings with these scopes in addition. */
  public OAuthSettings withScopes(List<String> newScopes) {
    return new OAuthSettings(grant, newScopes, credentials, prompt, patience);
  }

  /** The same settings with tokens kept in this file. */
  public OAuthSettings withCredentials(Path file) {
    return new OAuthSettings(grant, scopes, file, prompt, patience);
  }

  /** The same settings with this way to a person. */
  public OAuthSettings withPrompt(AuthorizationPrompt newPrompt) {
    return new OAuthSettings(grant, scopes, credentials, newPrompt, patience);
  }

  /** The same settings with this long for a person to sign in. */
  public OAuthSettings withPatience(Duration newPatience) {
    return new OAuthSettings(grant, scopes, credentials, prompt, newPatience);
  }
}
