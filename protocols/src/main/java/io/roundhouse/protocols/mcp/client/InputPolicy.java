package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;

/**
 * Who answers the questions that a server asks while it works on a call. Immutable; safe to share.
 *
 * <p>What is refused is not offered to the server either, so that it does not ask. What is passed on goes to whoever asked for the run;
 * a caller who cannot be asked counts as one who put the question away.
 *
 * @param elicitation questions to a person, by form or by address
 * @param sampling questions to a model
 * @param roots which folders the work is about
 * @param folders the folders that are named without asking anybody; empty to follow {@code roots}
 */
public record InputPolicy(Handling elicitation, Handling sampling, Handling roots, List<URI> folders) {

  /** What happens to a kind of question. */
  public enum Handling {
    /** It goes to the caller of the run. */
    PASS_ON,
    /** It is not answered. */
    REFUSE
  }

  public InputPolicy {
    folders = List.copyOf(folders);
  }

  /** People and models are asked, folders are not named. */
  public static InputPolicy ofDefaults() {
    return new InputPolicy(Handling.PASS_ON, Handling.PASS_ON, Handling.REFUSE, List.of());
  }

  /** Nobody is asked anything. */
  public static InputPolicy refuseAll() {
    return new InputPolicy(Handling.REFUSE, Handling.REFUSE, Handling.REFUSE, List.of());
  }

  /** The same policy that names these folders. */
  public InputPolicy withFolders(List<URI> newFolders) {
    return new InputPolicy(elicitation, sampling, roots, newFolders);
  }

  /** What the server is told about it, in the protocol's words. */
  JsonNode capabilities() {
    ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
    if (elicitation == Handling.PASS_ON) {
      ObjectNode modes = capabilities.putObject("elicitation");
      modes.putObject("form");
      modes.putObject("url");
    }
    if (sampling == Handling.PASS_ON) {
      capabilities.putObject("sampling");
    }
    if (roots == Handling.PASS_ON || !folders.isEmpty()) {
      capabilities.putObject("roots");
    }
    return capabilities;
  }
}
