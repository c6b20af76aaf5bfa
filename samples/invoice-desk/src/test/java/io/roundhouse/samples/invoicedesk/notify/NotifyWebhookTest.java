package io.roundhouse.samples.invoicedesk.notify;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.roundhouse.samples.invoicedesk.SampleInvoices;
import io.roundhouse.samples.invoicedesk.files.RejectedInvoice;
import io.roundhouse.samples.invoicedesk.ledger.Posting;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  @Test
  void aBadMessageIsTheInputsFault() {
    status = 422;

    try (NotifyWebhook webhook = webhook()) {
      assertThatExceptionOfType(RejectedInvoice.class).isThrownBy(() -> webhook.notify(SampleInvoices.inEuro(), posting)).withMessage(
          "invoice-001.xml: the web hook %s answered 422 to the message about DE811234567/RDE-0001; expected 2xx".formatted(url()));
    }
  }

  @Test
  void anyOtherAnswerIsAnOutage() {
    status = 503;

    try (NotifyWebhook webhook = webhook()) {
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> webhook.notify(SampleInvoices.inEuro(), posting))
          .withMessage("the web hook %s answered 503; expected 2xx".formatted(url()));
    }
  }

  @Test
  void nobodyListeningIsAnOutage() {
    URI url = url();
    server.stop(0);

    try (NotifyWebhook webhook = new NotifyWebhook(url, Duration.ofSeconds(5))) {
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> webhook.notify(SampleInvoices.inEuro(), posting))
          .withMessageStartingWith("the web hook %s cannot be reached".formatted(url));
    }
  }

  @Test
  void givesUpOnAReceiverThatNeverAnswers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:%d/posted".formatted(silent.getLocalPort()));

      try (NotifyWebhook webhook = new NotifyWebhook(url, Duration.ofMillis(200))) {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> webhook.notify(SampleInvoices.inEuro(), posting))
            .withMessageContaining("timed out");
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
