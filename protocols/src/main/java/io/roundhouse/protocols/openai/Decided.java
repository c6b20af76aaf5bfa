package io.roundhouse.protocols.openai;

import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Target;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known so far of how a run is performed, for headers and token counts. Confined to the run's event loop. */
final class Decided {

  private static final int LONGEST_HEADER = 400;

  private final String run;
  private @Nullable String agent;
  private @Nullable String mode;
  private @Nullable String model;
  private @Nullable String explanation;
  private long inputTokens;
  private long outputTokens;
  private boolean estimated;

  Decided(String run) {
    this.run = run;
  }

  void see(RunEvent event) {
    switch (event) {
      case RunEvent.Routed routed -> {
        mode = routed.mode().toLowerCase(Locale.ROOT).replace('_', '-');
        explanation = routed.explanation();
        if (!routed.parent().isEmpty()) {
          agent = routed.agent();
        }
      }
      case RunEvent.Refused refused when explanation == null -> explanation = "The request is refused by a rule.";
      case RunEvent.OutOfScope nobody when explanation == null -> explanation = nobody.explanation();
      case RunEvent.ModelChosen chosen -> chosen(chosen);
      case RunEvent.AgentStarted started when agent == null && !started.agent().equals("auto") -> agent = started.agent();
      case RunEvent.ModelCalled called -> model = called.model();
      case RunEvent.ModelAnswered answered -> {
        model = answered.model();
        inputTokens += answered.inputTokens();
        outputTokens += answered.outputTokens();
        estimated |= answered.estimated();
      }
      default -> { }
    }
  }

  /** The choice of an agent's model comes before its answer, that of one of several answers after them. */
  private void chosen(RunEvent.ModelChosen chosen) {
    model = chosen.model();
    if (explanation == null || chosen.agent().equals(Target.ModelTarget.AUTO)) {
      explanation = chosen.explanation();
    }
  }

  void writeTo(HttpServerResponse response) {
    put(response, "x-roundhouse-run", run);
    put(response, "x-roundhouse-agent", agent);
    put(response, "x-roundhouse-mode", mode);
    put(response, "x-roundhouse-model", model);
    put(response, "x-roundhouse-decision", explanation);
  }

  private static void put(HttpServerResponse response, String name, @Nullable String value) {
    if (value != null) {
      String plain = value.replaceAll("[^\\x20-\\x7e]+", " ");
      response.putHeader(name, plain.length() > LONGEST_HEADER ? plain.substring(0, LONGEST_HEADER) : plain);
    }
  }

  /** The model that answered, or the one that was asked for where none did. */
  String model(String asked) {
    return model == null ? asked : model;
  }

  long inputTokens() {
    return inputTokens;
  }

  long outputTokens() {
    return outputTokens;
  }

  boolean estimated() {
    return estimated;
  }
}
