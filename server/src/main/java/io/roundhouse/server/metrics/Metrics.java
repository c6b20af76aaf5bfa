package io.roundhouse.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.runtime.RunObserver;
import io.vertx.core.VertxBuilder;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;

/** All meters of one server. Thread-safe. */
public final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RunMetrics runs = new RunMetrics(registry);

  /** An empty set of meters. */
  public Metrics() {}

  /** Where others register their meters. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Counts runs, tool calls, reroutes, escalations and tokens. */
  public RunObserver runs() {
    return runs;
  }

  /** Lets a Vert.x count its event loops, connections and requests here. */
  public VertxBuilder meter(VertxBuilder builder) {
    return builder.withMetrics(new MicrometerMetricsFactory(registry));
  }

  /** The options a Vert.x needs to be metered. */
  public static MicrometerMetricsOptions options() {
    return new MicrometerMetricsOptions().setEnabled(true);
  }

  /** The state of all meters as Prometheus text; takes milliseconds, so not for event loops. */
  public String prometheus() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
