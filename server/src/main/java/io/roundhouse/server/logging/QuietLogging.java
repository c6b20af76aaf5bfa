package io.roundhouse.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Warnings of libraries and news of ours, one short line each, on standard error. Applies where there is no {@code logback.xml}.
 */
@ConfiguratorRank(-5)
public final class QuietLogging extends ContextAwareBase implements Configurator {

  private static final String OURS = "io.roundhouse";

  /** Made by the logging framework. */
  public QuietLogging() {}

  /** Says more: our details and the news of libraries. */
  public static void verbose() {
    logger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    logger(OURS).setLevel(Level.DEBUG);
  }

  /** Says less: only what is broken; for a program that tells its own story. */
  public static void errorsOnly() {
    logger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
    logger(OURS).setLevel(Level.ERROR);
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger(OURS).setLevel(Level.INFO);
    // It warns that HTTP/1 and HTTP/2 servers share a gauge, which changes nothing.
    context.getLogger("io.micrometer.core.instrument.MeterRegistry").setLevel(Level.ERROR);
    // It calls a peer that goes away an error; whoever used the connection hears of it and says what it means.
    context.getLogger("io.vertx.core.net.impl.ConnectionBase").setLevel(Level.OFF);
    // It looks for a graphics card, which no embedding here uses, and warns when there is none.
    context.getLogger("ai.djl").setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
