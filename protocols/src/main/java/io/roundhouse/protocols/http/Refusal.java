package io.roundhouse.protocols.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says no to a request: an HTTP status, a code for programs and one sentence for people. Immutable.
 *
 * <p>Thrown or passed to {@code fail} by handlers. It carries no stack trace: it is an answer, not a fault of ours.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  private Refusal(int status, String code, String sentence, Map<String, String> headers) {
    super(sentence, null, false, false);
    this.status = status;
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  /** A refusal with this status, code and sentence. */
  public static Refusal of(int status, String code, String sentence) {
    return new Refusal(status, code, sentence, Map.of());
  }

  /** The same refusal with one more response header. */
  public Refusal withHeader(String name, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(name, value);
    return new Refusal(status, code, sentence(), all);
  }

  /**
   * Says that whoever calls was not granted what the call needs: status 403 with the challenge of RFC 6750 section 3.1, so that a client
   * can ask its user for more and try again.
   *
   * @param scopes all scopes that the call needs
   */
  public static Refusal insufficientScope(List<String> scopes) {
    String names = String.join(" ", scopes);
    return of(403, "insufficient-scope", "This call needs " + (scopes.size() == 1 ? "the scope " : "the scopes ") + names + ".")
        .withHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + names + "\"");
  }

  /** What a client is told when something on our side broke; the log knows more. */
  public static Refusal internal() {
    return of(500, "internal", "The server could not answer because of a fault of its own; its log says more.");
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** A short name in kebab case that programs may rely on. */
  public String code() {
    return code;
  }

  /** What is wrong, in one sentence. */
  public String sentence() {
    String message = getMessage();
    return message == null ? code : message;
  }

  /** Response headers that belong to the refusal. */
  public Map<String, String> headers() {
    return headers;
  }
}
