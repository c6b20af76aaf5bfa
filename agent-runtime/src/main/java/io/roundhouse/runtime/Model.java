package io.roundhouse.runtime;

import dev.langchain4j.model.chat.ChatModel;
import java.time.Duration;

/**
 * A language model that agents may use. Immutable; the chat model inside must be thread-safe.
 *
 * @param name what agents and routers call it
 * @param description what it is good at; routers read it
 * @param chat the connection; it blocks, so the runtime calls it on virtual threads only
 * @param price what it costs
 * @param contextTokens how many tokens fit into one request with its answer
 * @param timeout how long one call may take
 */
public record Model(String name, String description, ChatModel chat, Price price, int contextTokens, Duration timeout) {

  /** A model with a context of 128,000 tokens and a timeout of one minute. */
  public static Model of(String name, String description, ChatModel chat, Price price) {
    return new Model(name, description, chat, price, 128_000, Duration.ofMinutes(1));
  }

  /**
   * List price in millionths of a US dollar per million tokens, so that sums stay exact.
   *
   * @param inputMicros price of a million input tokens
   * @param outputMicros price of a million output tokens
   */
  public record Price(long inputMicros, long outputMicros) {

    /** The price of a model that costs nothing, such as one on the own machine. */
    public static final Price FREE = new Price(0, 0);

    public Price {
      if (inputMicros < 0 || outputMicros < 0) {
        throw new CatalogException("price is " + inputMicros + "/" + outputMicros + ", expected none below zero");
      }
    }

    /** What a call with these token counts costs, in millionths of a US dollar, rounded up. */
    public long micros(long inputTokens, long outputTokens) {
      long exact = Math.addExact(Math.multiplyExact(inputMicros, inputTokens), Math.multiplyExact(outputMicros, outputTokens));
      return Math.ceilDiv(exact, 1_000_000L);
    }
  }
}
