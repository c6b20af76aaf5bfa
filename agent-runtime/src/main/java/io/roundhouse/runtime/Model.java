package io.roundhouse.runtime;

import dev.langchain4j.model.chat.ChatModel;
import java.time.Duration;

/**
 * A language model that agents may use. Immutable; what its body holds must be thread-safe.
 *
 * @param name what agents and routers call it
 * @param description what it is good at; routers read it
 * @param body the connection
 * @param price what it costs
 * @param contextTokens how many tokens fit into one request with its answer
 * @param timeout how long one call may take
 * @param policy retries, fallbacks, limits and cache
 */
public record Model(
    String name, String description, ModelBody body, Price price, int contextTokens, Duration timeout, ModelPolicy policy) {

  /** A model with a context of 128,000 tokens, a timeout of one minute and the default policy. */
  public static Model of(String name, String description, ChatModel chat, Price price) {
    return of(name, description, new ModelBody.Blocking(chat), price);
  }

  /** A model with a context of 128,000 tokens, a timeout of one minute and the default policy. */
  public static Model of(String name, String description, ModelBody body, Price price) {
    return new Model(name, description, body, price, 128_000, Duration.ofMinutes(1), ModelPolicy.ofDefaults());
  }

  /** The same model with another policy. */
  public Model withPolicy(ModelPolicy newPolicy) {
    return new Model(name, description, body, price, contextTokens, timeout, newPolicy);
  }

  /** The same model with another timeout. */
  public Model withTimeout(Duration newTimeout) {
    return new Model(name, description, body, price, contextTokens, newTimeout, policy);
  }

  /** The same model reached in another way. */
  public Model withBody(ModelBody newBody) {
    return new Model(name, description, newBody, price, contextTokens, timeout, policy);
  }

  /** What goes down together with this model. */
  public String endpoint() {
    String endpoint = policy.endpoint();
    return endpoint == null ? name : endpoint;
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
