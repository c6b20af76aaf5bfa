package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.RunId;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** What a person does to a run under way: answer a step that waits for approval, or end the run. */
final class RunControls {

  private static final int LONGEST_NAME = 128;

  private final AgentRuntime runtime;
  private final BodyReader bodies;

  RunControls(AgentRuntime runtime, BodyReader bodies) {
    this.runtime = runtime;
    this.bodies = bodies;
  }

  /** {@code POST /runs/{id}/approvals/{step}} with {@code {"approved": true, "by": "eve"}}. */
  void approve(RoutingContext context) {
    String step = context.pathParam("step");
    bodies.json(context)
        .compose(body -> answer(context, step, body))
        .onComplete(
            found -> {
              if (found) {
                Replies.json(context, 200, JsonNodeFactory.instance.objectNode().put("step", step));
              } else {
                context.fail(Refusal.of(404, "nothing-waits", "No such step of a run under way waits for an approval."));
              }
            },
            context::fail);
  }

  private Future<Boolean> answer(RoutingContext context, String step, JsonNode body) {
    JsonNode approved = body.path("approved");
    String by = body.path("by").asText("");
    if (!approved.isBoolean()) {
      return Future.failedFuture(Refusal.of(400, "bad-approval", "The field 'approved' must be true or false."));
    }
    if (by.isBlank() || by.length() > LONGEST_NAME) {
      return Future.failedFuture(
          Refusal.of(400, "bad-approval", "The field 'by' must say who decides, in 1 to " + LONGEST_NAME + " characters."));
    }
    return runtime.approve(id(context), step, approved.booleanValue(), by);
  }

  /** {@code DELETE /runs/{id}}: the run ends as cancelled; what it has done stays. */
  void cancel(RoutingContext context) {
    runtime.run(id(context)).ifPresentOrElse(
        run -> {
          run.cancel("cancelled by request");
          Replies.json(context, 202, JsonNodeFactory.instance.objectNode().put("run", run.id().value()));
        },
        () -> context.fail(Refusal.of(404, "unknown-run", "No run with this id is under way.")));
  }

  private static RunId id(RoutingContext context) {
    String id = context.pathParam("id");
    if (id.isBlank() || id.length() > LONGEST_NAME) {
      throw Refusal.of(404, "unknown-run", "No run with this id is under way.");
    }
    return new RunId(id);
  }
}
