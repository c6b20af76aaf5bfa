package io.roundhouse.protocols.mcp.client.pinning;

/** Characters that a model reads and a person does not see. */
final class HiddenCharacters {

  private static final int JOINER = 0x200D;
  private static final int SOFT_HYPHEN = 0xAD;
  private static final int HANGUL_FILLER = 0x3164;

  private HiddenCharacters() {}

  /** Whether the character has no shape of its own or turns others around: tags, zero-width and bidirectional controls, private use. */
  static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      case Character.CONTROL -> point != '\n' && point != '\t' && point != '\r';
      default -> point == SOFT_HYPHEN || point == HANGUL_FILLER || (point >= 0xE0100 && point <= 0xE01EF);
    };
  }

  /** The number of the first hidden character in a text; a joiner between parts of an emoji is none; -1 if all show. */
  static int firstIn(String text) {
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      boolean inEmoji = points[i] == JOINER && i > 0 && i + 1 < points.length && Character.isEmoji(points[i + 1]);
      if (isHidden(points[i]) && !inEmoji) {
        return points[i];
      }
    }
    return -1;
  }
}
