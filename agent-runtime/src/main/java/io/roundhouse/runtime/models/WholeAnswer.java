package io.roundhouse.runtime.models;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Collects a body for a thread that waits for it. */
final class WholeAnswer implements HttpAnswer {

  private final CompletableFuture<SuccessfulHttpResponse> answer;
  private final Buffer body = Buffer.buffer();
  private @Nullable SuccessfulHttpResponse head;

  WholeAnswer(CompletableFuture<SuccessfulHttpResponse> answer) {
    this.answer = answer;
  }

  @Override
  public void open(SuccessfulHttpResponse newHead) {
    this.head = newHead;
  }

  @Override
  public void piece(Buffer bytes) {
    body.appendBuffer(bytes);
  }

  @Override
  public void end() {
    SuccessfulHttpResponse.Builder whole = SuccessfulHttpResponse.builder().body(body.toString());
    if (head != null) {
      whole.statusCode(head.statusCode()).headers(head.headers());
    }
    answer.complete(whole.build());
  }

  @Override
  public void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }
}
