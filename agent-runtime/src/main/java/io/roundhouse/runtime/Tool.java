package io.roundhouse.runtime;

import io.roundhouse.toolgraph.Effect;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something an agent, a tool graph or a remote client can call. Immutable; safe to share.
 *
 * @param name what callers use: letters, digits, {@code _ - . /}, at most 128 characters (the MCP naming rule)
 * @param description what it does, for people and for models
 * @param input the schema arguments must satisfy before the body is called
 * @param output the schema a result must satisfy, or null if the tool promises none
 * @param effect what a second call would do; decides about repetition after a crash
 * @param timeout how long a call may take
 * @param body the work itself
 */
public record Tool(
    String name, String description, Schema input, @Nullable Schema output, Effect effect, Duration timeout, ToolBody body) {

  /** The timeout of a tool that names none. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");

  public Tool {
    if (!NAME.matcher(name).matches()) {
      throw new CatalogException("tool name '" + name + "' must be 1 to 128 letters, digits or one of _ - . /");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new CatalogException("tool '" + name + "' has timeout " + timeout + ", expected more than zero");
    }
  }

  /** A tool on the event loop; its effect is {@link Effect#IRREVERSIBLE} until {@link #withEffect} says better. */
  public static Tool async(String name, String description, Schema input, ToolBody.AsyncCall call) {
    return new Tool(name, description, input, null, Effect.IRREVERSIBLE, DEFAULT_TIMEOUT, new ToolBody.Async(call));
  }

  /** A tool in plain blocking Java; its effect is {@link Effect#IRREVERSIBLE} until {@link #withEffect} says better. */
  public static Tool blocking(String name, String description, Schema input, ToolBody.BlockingCall call) {
    return new Tool(name, description, input, null, Effect.IRREVERSIBLE, DEFAULT_TIMEOUT, new ToolBody.Blocking(call));
  }

  /** The same tool under another name, as when a server's tools get a prefix. */
  public Tool withName(String newName) {
    return new Tool(newName, description, input, output, effect, timeout, body);
  }

  /** The same tool with another description. */
  public Tool withDescription(String newDescription) {
    return new Tool(name, newDescription, input, output, effect, timeout, body);
  }

  /** The same tool with a promise about its results; a result that breaks it is a contract violation. */
  public Tool withOutput(Schema newOutput) {
    return new Tool(name, description, input, newOutput, effect, timeout, body);
  }

  /** The same tool with another effect. */
  public Tool withEffect(Effect newEffect) {
    return new Tool(name, description, input, output, newEffect, timeout, body);
  }

  /** The same tool with another timeout. */
  public Tool withTimeout(Duration newTimeout) {
    return new Tool(name, description, input, output, effect, newTimeout, body);
  }

  /** The same tool that does its work in another way. */
  public Tool withBody(ToolBody newBody) {
    return new Tool(name, description, input, output, effect, timeout, newBody);
  }
}
