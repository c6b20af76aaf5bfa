package io.roundhouse.protocols.mcp.client.oauth;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.runtime.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Access that lasts, as far as the public suite does not look. */
class OAuthClientIT {

  private static final List<String> CHALLENGE = List.of("Bearer error=\"invalid_token\"");

  private final Vertx vertx = WatchedVertx.create();
  private final LoginServer server = new LoginServer(vertx);
  private final ManualClock clock = new ManualClock();
  private final HttpClient browser = vertx.createHttpClient();
  private final AtomicInteger prompts = new AtomicInteger();
  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Path file() {
    return folder.resolve("private").resolve("credentials.json");
  }

  private OAuthClient client(AuthorizationPrompt prompt) {
    OAuthSettings settings = OAuthSettings.of(Grant.SignIn.ofDefaults()).withCredentials(file()).withPrompt(prompt);
    return new OAuthClient(vertx, server.target(), settings, clock);
  }

  private Future<Void> visit(URI address) {
    prompts.incrementAndGet();
    return get(address.toString()).mapEmpty();
  }

  private Future<Integer> get(String address) {
    return browser.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address).setFollowRedirects(true))
        .compose(request -> request.send().compose(response -> response.body().map(body -> response.statusCode())));
  }

  private <T extends @Nullable Object> T on(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    vertx.runOnContext(go -> work.get().onComplete(done));
    return await(done.future());
  }

  @Test
  void keepsAccessForTheNextProcessWhereOnlyItsOwnerCanRead() throws IOException {
    OAuthClient first = client(this::visit);
    assertThat(on(first::header)).isNull();
    on(() -> first.challenged(401, CHALLENGE, null));
    assertThat(on(first::header)).isEqualTo("Bearer t1");

    assertThat(on(client(AuthorizationPrompt.nobody())::header)).isEqualTo("Bearer t1");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void renewsATokenThatIsAboutToExpireWithoutAPerson() {
    server.expiresIn = 60;
    OAuthClient client = client(this::visit);
    on(() -> client.challenged(401, CHALLENGE, null));
    clock.advance(Duration.ofSeconds(40));

    assertThat(on(client::header)).isEqualTo("Bearer t2");

    assertThat(prompts).hasValue(1);
    assertThat(server.tokenRequests).hasSize(2);
    assertThat(server.tokenRequests.get(1)).contains("grant_type=refresh_token").contains("resource=" + server.origin() + "/mcp");
  }

  @Test
  void asksThePersonAgainWhenTheRefreshTokenIsNoLongerGood() {
    OAuthClient client = client(this::visit);
    on(() -> client.challenged(401, CHALLENGE, null));
    server.refreshes = false;

    on(() -> client.challenged(401, CHALLENGE, "Bearer t1"));

    assertThat(on(client::header)).isEqualTo("Bearer t2");
    assertThat(prompts).hasValue(2);
  }

  @Test
  void signsInOnceForManyRequestsAtATime() {
    OAuthClient client = client(this::visit);

    on(() -> Future.all(List.of(
        client.challenged(401, CHALLENGE, null), client.challenged(401, CHALLENGE, null), client.challenged(401, CHALLENGE, null))));

    assertThat(prompts).hasValue(1);
    assertThat(server.registrations).hasValue(1);
    on(() -> client.challenged(401, CHALLENGE, "Bearer old"));
    assertThat(server.tokenRequests).hasSize(1);
  }

  @Test
  void doesNotAskForScopesThatWereGrantedAndAreNotEnough() {
    OAuthClient client = client(this::visit);
    on(() -> client.challenged(401, CHALLENGE, null));

    List<String> narrow = List.of("Bearer error=\"insufficient_scope\", scope=\"read\"");
    assertThat(failure(run(() -> client.challenged(403, narrow, "Bearer t1")))).isInstanceOf(OAuthException.class)
        .hasMessageContaining("[read]");

    on(() -> client.challenged(403, List.of("Bearer error=\"insufficient_scope\", scope=\"write\""), "Bearer t1"));
    assertThat(prompts).hasValue(2);
  }

  @Test
  void ignoresAnAnswerThatBelongsToAnotherSignIn() {
    AtomicInteger forged = new AtomicInteger();
    OAuthClient client = client(address -> {
      String redirect = redirectOf(address);
      return get(redirect + "?code=stolen&state=guessed&iss=" + server.origin()).compose(status -> {
        forged.set(status);
        return visit(address);
      });
    });

    on(() -> client.challenged(401, CHALLENGE, null));

    assertThat(forged).hasValue(400);
    assertThat(server.tokenRequests).singleElement().asString().contains("code=c&");
  }

  @Test
  void saysWhatToDoWhenNobodyCanSignIn() {
    OAuthClient client = client(AuthorizationPrompt.nobody());

    assertThat(failure(run(() -> client.challenged(401, CHALLENGE, null)))).hasMessageContaining("mcp login");
  }

  @Test
  void doesNotFetchMetadataOverAnOpenWire() {
    OAuthClient client = client(this::visit);
    List<String> elsewhere = List.of("Bearer resource_metadata=\"http://metadata.example.com/latest\"");

    assertThat(failure(run(() -> client.challenged(401, elsewhere, null)))).isInstanceOf(OAuthException.class)
        .hasMessageContaining("is no https address");
  }

  private Future<Void> run(Supplier<Future<Void>> work) {
    Promise<Void> done = Promise.promise();
    vertx.runOnContext(go -> work.get().onComplete(done));
    return done.future();
  }

  private static String redirectOf(URI address) {
    Matcher redirect = Pattern.compile("redirect_uri=([^&]+)").matcher(address.getRawQuery());
    assertThat(redirect.find()).isTrue();
    return URLDecoder.decode(redirect.group(1), StandardCharsets.UTF_8);
  }
}
