package io.roundhouse.runtime.models;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.vertx.core.buffer.Buffer;

/** Takes what comes back for one HTTP request. Confined to an event loop. */
interface HttpAnswer {

  /** The head of a successful answer came. */
  void open(SuccessfulHttpResponse head);

  /** A piece of its body came. */
  void piece(Buffer bytes);

  /** The body is complete. */
  void end();

  /** There is no answer, or no complete one. */
  void fail(Throwable cause);
}
