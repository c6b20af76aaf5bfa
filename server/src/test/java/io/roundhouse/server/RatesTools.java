package io.roundhouse.server;

import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.toolgraph.Effect;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two providers of exchange rates, one of which can be switched off, and a clerk who takes time. */
public final class RatesTools {

  static final AtomicBoolean PRIMARY_DOWN = new AtomicBoolean();
  static volatile CountDownLatch entered = new CountDownLatch(1);
  static volatile CountDownLatch leave = new CountDownLatch(1);

  /** Made by the server. */
  public RatesTools() {}

  /** The usual provider. */
  @Tool("The rate of a currency, from the usual provider")
  @ToolEffect(Effect.PURE)
  public Map<String, Object> primaryRate(String currency) {
    if (PRIMARY_DOWN.get()) {
      throw ToolException.outage("the usual provider is down");
    }
    return Map.of("rate", 1.1, "from", "primary");
  }

  /** The other provider. */
  @Tool("The rate of a currency, from the other provider")
  @ToolEffect(Effect.PURE)
  public Map<String, Object> secondaryRate(String currency) {
    return Map.of("rate", 1.2, "from", "secondary");
  }

  /** Does its work when it is allowed to. */
  @Tool("Works until it is told to stop")
  @ToolEffect(Effect.IDEMPOTENT)
  public String slowly() throws InterruptedException {
    entered.countDown();
    return leave.await(20, TimeUnit.SECONDS) ? "finished" : "gave up";
  }
}
