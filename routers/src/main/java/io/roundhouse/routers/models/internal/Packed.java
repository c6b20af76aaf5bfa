package io.roundhouse.routers.models.internal;

import java.util.Base64;
import java.util.HexFormat;

/** Numbers as Base64 of little-endian single-precision floats, and the hash that names a document. Pure. */
public final class Packed {

  private Packed() {}

  /** Returns the text of these numbers, rounded to single precision. */
  public static String of(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return of(narrow);
  }

  /** Returns the text of these numbers. */
  public static String of(float[] values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToIntBits(values[i]);
      for (int k = 0; k < Float.BYTES; k++) {
        bytes[i * Float.BYTES + k] = (byte) (bits >>> (8 * k));
      }
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the numbers of a text; throws {@link IllegalArgumentException} if it is not Base64. */
  public static float[] floats(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    float[] values = new float[bytes.length / Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      int bits = 0;
      for (int k = 0; k < Float.BYTES; k++) {
        bits |= (bytes[i * Float.BYTES + k] & 0xff) << (8 * k);
      }
      values[i] = Float.intBitsToFloat(bits);
    }
    return values;
  }

  /** Returns the numbers of a text in double precision. */
  public static double[] doubles(String text) {
    float[] narrow = floats(text);
    double[] values = new double[narrow.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = narrow[i];
    }
    return values;
  }

  /** Returns sixteen hexadecimal digits that depend on every character (FNV-1a, 64 bits); it tells versions apart, not forgeries. */
  public static String hash(String document) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < document.length(); i++) {
      hash = (hash ^ document.charAt(i)) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash);
  }
}
