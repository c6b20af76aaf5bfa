package io.roundhouse.protocols.mcp.client.pinning;

/**
 * Something suspicious in a definition. Immutable.
 *
 * @param kind which danger it points to
 * @param place where in the definition it is
 * @param detail what was found, made visible
 */
public record Finding(Kind kind, String place, String detail) {

  /** The dangers that are looked for. */
  public enum Kind {
    /** Characters that a person does not see. */
    HIDDEN_CHARACTERS("has hidden characters"),
    /** Words that talk to the model rather than about the tool. */
    INSTRUCTIONS("talks to the model"),
    /** Words about, or a name like, a tool of somebody else. */
    SHADOWING("meddles with another tool");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** The finding as a sentence without its subject. */
  public String sentence() {
    return kind.words + " in its " + place + ": " + detail;
  }
}
