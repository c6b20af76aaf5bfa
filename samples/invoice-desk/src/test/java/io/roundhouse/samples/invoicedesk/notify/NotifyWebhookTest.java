package io.roundhouse.samples.invoicedesk.notify;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.samples.invoicedesk.SampleInvoices;
import io.roundhouse.samples.invoicedesk.ledger.Posting;
import io.roundhouse.toolgraph.FailureClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class NotifyWebhookTest {
  private final Posting posting = new Posting("k", "17", amount("140.40"), false);
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/posted", exchange -> {
      keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
      messages.add(new ObjectMapper().readTree(exchange.getRequestBody()));
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void postsAMessageWithAKeyThatStaysTheSame() {
    try (NotifyWebhook webhook = webhook()) {
      Notice notice = webhook.notify(SampleInvoices.inEuro(), posting);
      webhook.notify(SampleInvoices.inEuro(), posting);

      assertThat(notice).isEqualTo(new Notice("DE811234567/RDE-0001", "webhook", url().toString()));
      assertThat(keys).containsExactly("DE811234567/RDE-0001", "DE811234567/RDE-0001");
      assertThat(messages.getFirst().get("reference").asText()).isEqualTo("17");
      assertThat(messages.getFirst().get("text").asText()).startsWith("Invoice RDE-0001 of Nordlicht");
    }
  }

  @ParameterizedTest
  @CsvSource({"400, BAD_INPUT", "422, BAD_INPUT", "429, RATE_LIMITED", "404, OUTAGE", "503, OUTAGE", "302, OUTAGE"})
  void theStatusSaysWhoseFaultItIs(int answer, FailureClass failureClass) {
    status = answer;

    try (NotifyWebhook webhook = webhook()) {
      assertThatExceptionOfType(ToolException.class).isThrownBy(() -> webhook.notify(SampleInvoices.inEuro(), posting))
          .withMessageContainingAll("the web hook %s answered %d".formatted(url(), answer), "expected 2xx")
          .returns(failureClass, ToolException::failureClass);
    }
  }

  @Test
  void nobodyListeningIsAnOutage() {
    URI url = url();
    server.stop(0);

    try (NotifyWebhook webhook = new NotifyWebhook(url, Duration.ofSeconds(5))) {
      assertThatExceptionOfType(ToolException.class).isThrownBy(() -> webhook.notify(SampleInvoices.inEuro(), posting))
          .withMessage("the web hook %s cannot be reached".formatted(url)).returns(FailureClass.OUTAGE, ToolException::failureClass);
    }
  }

  @Test
  void givesUpOnAReceiverThatNeverAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:%d/posted".formatted(silent.getLocalPort()));

      try (NotifyWebhook webhook = new NotifyWebhook(url, Duration.ofMillis(1500))) {
        assertThatExceptionOfType(ToolException.class).isThrownBy(() -> webhook.notify(SampleInvoices.inEuro(), posting))
            .withMessage("the web hook %s did not answer within 1500 ms".formatted(url))
            .returns(FailureClass.TIMEOUT, ToolException::failureClass);
      }
    }
  }

  private NotifyWebhook webhook() {
    return new NotifyWebhook(url(), Duration.ofSeconds(5));
  }

  private URI url() {
    return URI.create("http://127.0.0.1:%d/posted".formatted(server.getAddress().getPort()));
  }
}
