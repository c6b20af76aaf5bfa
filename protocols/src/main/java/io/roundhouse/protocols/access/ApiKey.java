package io.roundhouse.protocols.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A secret that stands for a principal, kept only as its hash. Immutable; safe to share.
 *
 * <p>Keys are long and random, so a plain SHA-256 cannot be turned back; people's passwords are not keys.
 *
 * @param name names the principal, as {@code key:NAME}
 * @param hash {@code sha256:} and 64 hexadecimal digits
 * @param scopes what the key grants; {@code *} is everything
 * @param visibility which tools and agents its owner sees
 */
public record ApiKey(String name, String hash, Set<String> scopes, Visibility visibility) {

  /** The fewest characters a key has. */
  public static final int LEAST_CHARACTERS = 20;

  /** How a hash is written. */
  public static final String HASH_FORM = "sha256: and 64 hexadecimal digits";

  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");

  public ApiKey {
    hash = hash.toLowerCase(Locale.ROOT);
    scopes = Set.copyOf(scopes);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("the name of an API key must be 1 to 64 letters, digits, _ . @ or -, found '" + name + "'");
    }
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("the hash of API key '" + name + "' must be " + HASH_FORM);
    }
  }

  /** A key that sees everything and has these scopes. */
  public static ApiKey of(String name, String secret, String... scopes) {
    if (secret.length() < LEAST_CHARACTERS) {
      throw new IllegalArgumentException("API key '" + name + "' has " + secret.length() + " characters; the least is " + LEAST_CHARACTERS);
    }
    return new ApiKey(name, hash(secret), Set.of(scopes), Visibility.FULL);
  }

  /** The same key with another view of the catalog. */
  public ApiKey withVisibility(Visibility newVisibility) {
    return new ApiKey(name, hash, scopes, newVisibility);
  }

  /** The hash of a secret, as it is written in a configuration. */
  public static String hash(String secret) {
    return "sha256:" + HexFormat.of().formatHex(digest(secret));
  }

  /** Whether a text is a hash and not a secret. */
  public static boolean isHash(String text) {
    return HASH.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  byte[] digest() {
    return HexFormat.of().parseHex(hash, "sha256:".length(), hash.length());
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Names the key and keeps the hash. */
  @Override
  public String toString() {
    return "ApiKey[" + name + ", scopes=" + scopes + "]";
  }
}
