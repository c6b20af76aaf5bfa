package io.roundhouse.server.cli;

import io.roundhouse.protocols.access.ApiKey;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an API key and the line of the configuration that lets its owner in. */
@Command(name = "api-key", description = "Make a random API key, and the configuration line with its hash.")
final class ApiKeyCommand implements Callable<Integer> {

  private static final int BYTES = 32;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Who the key is for, such as desk.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @Override
  public Integer call() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String secret = "rh_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    ApiKey key = made(secret);
    PrintWriter out = spec.commandLine().getOut();
    out.println("key      " + secret + "   (shown once: give it to its owner)");
    out.println("access:");
    out.println("  api-keys:");
    out.println("    " + key.name() + ": {hash: \"" + key.hash() + "\"}");
    return CommandLine.ExitCode.OK;
  }

  private ApiKey made(String secret) {
    try {
      return ApiKey.of(name, secret);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
