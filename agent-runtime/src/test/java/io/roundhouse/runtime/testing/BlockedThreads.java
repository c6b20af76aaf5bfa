package io.roundhouse.runtime.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails the test during which Vert.x reported a blocked thread. Registered for every test by the service loader; a test that makes its
 * Vert.x with {@link #vertx()} is watched closely.
 */
public final class BlockedThreads implements BeforeAllCallback, AfterEachCallback {

  /** The logger Vert.x reports blocked threads to. */
  public static final String LOGGER = "io.vertx.core.impl.BlockedThreadChecker";

  private static final long LONGEST_BLOCK_MILLIS = 1_000;
  private static final Queue<String> WARNINGS = new ConcurrentLinkedQueue<>();
  private static boolean listening;

  /** A Vert.x that reports an event loop blocked for a second; loading classes alone can take half of that on a busy machine. */
  public static Vertx vertx() {
    return Vertx.vertx(new VertxOptions()
        .setBlockedThreadCheckInterval(100)
        .setMaxEventLoopExecuteTime(LONGEST_BLOCK_MILLIS)
        .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
        .setWarningExceptionTime(1)
        .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS));
  }

  @Override
  public synchronized void beforeAll(ExtensionContext context) {
    if (listening) {
      return;
    }
    listening = true;
    Logger logger = (Logger) LoggerFactory.getLogger(LOGGER);
    AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
      @Override
      protected void append(ILoggingEvent event) {
        WARNINGS.add(event.getFormattedMessage());
      }
    };
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    String warning = WARNINGS.poll();
    if (warning != null) {
      WARNINGS.clear();
      throw new AssertionError("an event loop was blocked: " + warning);
    }
  }
}
