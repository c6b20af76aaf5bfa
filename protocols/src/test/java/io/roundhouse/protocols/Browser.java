package io.roundhouse.protocols;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does with a form: keeps cookies, and sends the hidden fields along. */
public final class Browser {

  private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([0-9a-f]+)\"");

  private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  /** A page that is shown. */
  public record Page(URI address, HttpResponse<String> response, String nonce) {

    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The same page with another hidden field. */
    public Page withNonce(String other) {
      return new Page(address, response, other);
    }
  }

  public Page open(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).GET());
  }

  /** Sends the page's form with these fields filled in. */
  public Page send(Page page, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("nonce", page.nonce());
    String body = all.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    return send(HttpRequest.newBuilder(page.address())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Origin", page.address().getScheme() + "://" + page.address().getAuthority())
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Page send(HttpRequest.Builder request) {
    try {
      HttpRequest built = request.timeout(Duration.ofSeconds(20)).build();
      HttpResponse<String> response = http.send(built, HttpResponse.BodyHandlers.ofString());
      Matcher nonce = NONCE.matcher(response.body());
      return new Page(built.uri(), response, nonce.find() ? nonce.group(1) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
