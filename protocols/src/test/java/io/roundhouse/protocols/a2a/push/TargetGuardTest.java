package io.roundhouse.protocols.a2a.push;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a client may make us call. */
class TargetGuardTest {

  @ParameterizedTest
  @ValueSource(strings = {
      "http://127.0.0.1/x", "http://127.1/x", "http://2130706433/x", "http://0x7f000001/x", "http://0.0.0.0/x", "http://10.1.2.3/x",
      "http://172.16.0.1/x", "http://192.168.1.1/x", "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/x",
      "http://198.18.0.1/x", "http://224.0.0.1/x", "http://240.0.0.1/x", "http://[::1]/x", "http://[fe80::1]/x", "http://[fc00::1]/x",
      "http://[::ffff:127.0.0.1]/x", "http://[64:ff9b::7f00:1]/x", "http://[2002:7f00:1::]/x", "http://[2001:db8::1]/x",
      "http://localhost/x", "http://LOCALHOST./x", "http://a.localhost/x", "http://printer.local/x", "http://db.internal/x",
      "http://user:pass@example.com/x", "ftp://example.com/x", "file:///etc/passwd", "gopher://example.com/", "//example.com/x", "",
      "http:///x", "http://exa mple.com/"
  })
  void refusesWhatIsNotPublicByItsLooks(String url) {
    TargetGuard guard = guard(List.of(), "93.184.216.34");

    assertThat(guard.complaint(url)).as(url).isNotNull();
    assertThat(failure(guard.check(url))).isInstanceOf(WebhookException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "https://example.com/hook", "http://example.com:8080/hook?a=b", "http://93.184.216.34/", "http://[2606:2800::1]/"})
  void takesWhatIsPublic(String url) {
    assertThat(guard(List.of(), "93.184.216.34").complaint(url)).isNull();
    assertThat(await(guard(List.of(), "93.184.216.34").check(url)).url()).hasToString(url);
  }

  @Test
  void refusesANameWithAnAddressThatIsNotPublic() {
    assertThat(failure(guard(List.of(), "93.184.216.34", "10.0.0.1").check("https://example.com/"))).isInstanceOf(WebhookException.class);
    assertThat(failure(guard(List.of(), "::1").check("https://example.com/"))).isInstanceOf(WebhookException.class);
  }

  @Test
  void goesToTheVeryAddressThatWasChecked() {
    assertThat(await(guard(List.of(), "93.184.216.34").check("https://example.com/")).address().getHostAddress())
        .isEqualTo("93.184.216.34");
  }

  @Test
  void takesWhatTheOperatorAllows() {
    TargetGuard guard = guard(List.of("localhost:9000", "inside.example"), "127.0.0.1");

    assertThat(await(guard.check("http://localhost:9000/hook")).port()).isEqualTo(9000);
    assertThat(await(guard.check("https://inside.example/hook")).tls()).isTrue();
    assertThat(guard.complaint("http://localhost:9001/hook")).isNotNull();
    assertThat(failure(guard.check("http://other.example/hook"))).isInstanceOf(WebhookException.class);
  }

  private static TargetGuard guard(List<String> allowed, String... addresses) {
    List<InetAddress> all = new ArrayList<>();
    try {
      for (String address : addresses) {
        all.add(InetAddress.getByName(address));
      }
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
    return new TargetGuard(host -> Future.succeededFuture(all), allowed);
  }
}
