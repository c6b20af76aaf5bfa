package io.roundhouse.samples.invoicedesk.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.ledger.Posting;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * Posts a JSON message per invoice to a URL. The header {@code Idempotency-Key} is the same for the same invoice, so that the
 * receiver can drop a repetition. Safe to share.
 */
public final class NotifyWebhook implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client;
  private final URI url;
  private final Duration timeout;

  /** Posts to {@code url}; {@code timeout} bounds connecting and, again, the answer. */
  public NotifyWebhook(URI url, Duration timeout) {
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
    this.url = url;
    this.timeout = timeout;
  }

  /**
   * Sends the message about a posted invoice.
   *
   * @throws ToolException as bad input if the receiver says that the message is wrong (400 or 422), as a timeout if it does not
   *     answer in time, as rate-limited if it answers 429, as an outage if it cannot be reached or answers anything else but 2xx
   */
  @Tool(name = "notify-webhook", value = "Sends a message about a posted invoice to a web hook.")
  @ToolEffect(Effect.IDEMPOTENT)
  public Notice notify(@P("the parsed invoice") Invoice invoice, @P("where it was posted") Posting posting) {
    Message message = new Message(invoice.key(), PostedMessage.subject(invoice), PostedMessage.sentence(invoice, posting),
        posting.reference());
    int status = send(invoice.key(), message);
    if (status == 400 || status == 422) {
      throw ToolException.badInput("%s: the web hook %s answered %d to the message about %s; expected 2xx".formatted(invoice.file(), url,
          status, invoice.key()));
    }
    if (status / 100 != 2) {
      throw failure(status == 429 ? FailureClass.RATE_LIMITED : FailureClass.OUTAGE, "answered %d; expected 2xx".formatted(status));
    }
    return new Notice(invoice.key(), "webhook", url.toString());
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private int send(String key, Message message) {
    try {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(timeout)
          .header("Content-Type", "application/json").header("Idempotency-Key", key)
          .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(message))).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a message can always be written as JSON", impossible);
    } catch (HttpConnectTimeoutException unreachable) {
      throw failure(FailureClass.OUTAGE, "cannot be reached within " + words());
    } catch (HttpTimeoutException silent) {
      throw failure(FailureClass.TIMEOUT, "did not answer within " + words());
    } catch (IOException unreachable) {
      throw failure(FailureClass.OUTAGE, "cannot be reached");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw failure(FailureClass.TIMEOUT, "was not waited for");
    }
  }

  private String words() {
    return timeout.toMillis() + " ms";
  }

  private ToolException failure(FailureClass failureClass, String what) {
    return new ToolException(failureClass, "the web hook %s %s".formatted(url, what));
  }

  private record Message(String key, String subject, String text, String reference) {}
}
