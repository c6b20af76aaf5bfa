package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.models.cascade.Verdict;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Feedback;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.ShadowPolicy;
import io.roundhouse.runtime.Target;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shadow runs of one front desk: who gets one, and what they may cost. Thread-safe. */
final class ShadowRuns {

  /** Who asks for them; what a caller may see does not include them. */
  static final String CALLER = "(shadow)";
  /** The field of a shadow run's envelope; protocols set no field of this name. */
  private static final String FIELD = "shadow";
  private static final Logger LOG = LoggerFactory.getLogger(AgentRuntime.class);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final LocalRuntime host;
  private final String desk;
  private final ShadowPolicy policy;
  private long hour;
  private long reserved;

  ShadowRuns(LocalRuntime host, String desk, ShadowPolicy policy) {
    this.host = host;
    this.desk = desk;
    this.policy = policy;
  }

  /** The mode that a run has to try; empty if it is not a shadow. */
  static Optional<CollaborationMode> mode(@Nullable JsonNode envelope) {
    JsonNode mode = envelope == null ? null : envelope.path(FIELD).get("mode");
    return mode == null ? Optional.empty() : Optional.of(CollaborationMode.valueOf(mode.asText()));
  }

  ShadowPolicy policy() {
    return policy;
  }

  /** Begins the shadow runs of a request, if lots and money say so. The lot is drawn from the run's id, so a resumed run draws the same. */
  void sample(RunId original, AgentBody.Routed body, AgentQuestion question) {
    boolean drawn = (original.value().hashCode() & Integer.MAX_VALUE) / (double) Integer.MAX_VALUE < policy.share();
    if (!drawn || !host.hasRoomToSpare() || body.modes().isEmpty() || !isHarmless(host.catalog(), body)) {
      return;
    }
    long each = policy.microsPerHour() / ShadowPolicy.RUNS_PER_HOUR;
    if (each == 0 || !reserve(each * body.modes().size())) {
      LOG.debug("no shadow runs for run {}: the hour's money is spent", original);
      return;
    }
    body.modes().forEach(mode -> begin(original, mode, question, each));
  }

  private void begin(RunId original, CollaborationMode mode, AgentQuestion question, long micros) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("text", question.text());
    if (question.data() != null) {
      input.set("data", question.data());
    }
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.putObject(FIELD).put("of", original.value()).put("mode", mode.name());
    Budget budget = Budget.ofDefaults().withMaxMicros(micros / 2).withMaxTime(LONGEST);
    RunRequest request = new RunRequest(new Target.AgentTarget(desk), input, null, CALLER, budget).withEnvelope(envelope);
    host.start(request)
        .compose(run -> run.result().compose(result -> result instanceof RunResult.Completed done
            ? judge(run.id(), question.text(), done.text(), budget) : Future.succeededFuture()))
        .onFailure(refused -> LOG.debug("no shadow run in mode {} for run {}: {}", mode, original, refused.getMessage()));
  }

  /** Has the answer scored, in a run of its own with as much money; the score is kept like a person's. */
  private Future<Void> judge(RunId run, String question, String answer, Budget budget) {
    String judge = policy.judge();
    if (judge == null) {
      return Future.succeededFuture();
    }
    RunRequest request = new RunRequest(new Target.ModelTarget(judge), AnswerJudge.input(question, answer), null, CALLER, budget);
    return host.start(request).compose(Run::result).compose(result -> {
      Optional<Verdict> verdict = result instanceof RunResult.Completed done ? AnswerJudge.read(done.text()) : Optional.empty();
      return verdict.isEmpty() ? Future.succeededFuture() : host.journal().notes().put(Feedback.SHELF, run.value(),
          FeedbackDesk.document(new Feedback(verdict.get().sure(), "judge " + judge, verdict.get().reason()), host.clock()));
    });
  }

  /** Takes money of the current hour; what a run does not use is not given back. */
  private synchronized boolean reserve(long micros) {
    long now = host.clock().millis() / HOUR;
    if (now != hour) {
      hour = now;
      reserved = 0;
    }
    if (reserved + micros > policy.microsPerHour()) {
      return false;
    }
    reserved += micros;
    return true;
  }

  /** Whether asking these agents twice does no more than asking them once. */
  private static boolean isHarmless(Catalog catalog, AgentBody.Routed body) {
    return body.agents().stream().map(catalog::agent).flatMap(Optional::stream).map(Agent::body).allMatch(
        agent -> agent instanceof AgentBody.Prompted prompted && ModelTools.of(catalog, prompted.tools()).isPure());
  }
}
