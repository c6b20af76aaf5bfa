package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Feedback;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.ToolException;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** What a person does to a run under way: answer what it waits for, or end it. */
final class RunControls {

  private static final int LONGEST_NAME = 128;
  private static final String BAD_ANSWER = "bad-answer";
  private static final String BAD_APPROVAL = "bad-approval";
  private static final String BAD_FEEDBACK = "bad-feedback";
  private static final int LONGEST_COMMENT = 4_000;

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
        .compose(body -> approved(context, step, body))
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

  /** {@code POST /runs/{id}/answers/{input}} with {@code {"action": "accept", "content": {...}, "by": "eve"}}. */
  void answer(RoutingContext context) {
    String input = context.pathParam("input");
    bodies.json(context)
        .compose(body -> runtime.answer(id(context), input, given(body), by(context, body, BAD_ANSWER)))
        .onComplete(
            found -> {
              if (found) {
                Replies.json(context, 200, JsonNodeFactory.instance.objectNode().put("input", input));
              } else {
                context.fail(Refusal.of(404, "nothing-waits", "No such question of a run under way waits for an answer."));
              }
            },
            cause -> context.fail(cause instanceof ToolException unfit ? unfit(unfit.getMessage()) : cause));
  }

  private static Refusal unfit(String message) {
    return Refusal.of(400, BAD_ANSWER, Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".");
  }

  private static InputAnswer given(JsonNode body) {
    JsonNode content = body.path("content");
    return switch (body.path("action").asText("")) {
      case "accept" -> new InputAnswer.Accepted(content.isMissingNode() ? JsonNodeFactory.instance.objectNode() : content);
      case "decline" -> new InputAnswer.Declined();
      case "cancel" -> new InputAnswer.Dismissed();
      default -> throw Refusal.of(400, BAD_ANSWER, "The field 'action' must be 'accept', 'decline' or 'cancel'.");
    };
  }

  /** Who decides: whoever had to say who they are, otherwise whom the body names. */
  private static String by(RoutingContext context, JsonNode body, String code) {
    Principal asks = Principal.of(context);
    if (asks.authenticated()) {
      return asks.name();
    }
    String by = body.path("by").asText("");
    if (by.isBlank() || by.length() > LONGEST_NAME) {
      throw Refusal.of(400, code, "The field 'by' must say who decides, in 1 to " + LONGEST_NAME + " characters.");
    }
    return by;
  }

  private Future<Boolean> approved(RoutingContext context, String step, JsonNode body) {
    JsonNode approved = body.path("approved");
    if (!approved.isBoolean()) {
      return Future.failedFuture(Refusal.of(400, BAD_APPROVAL, "The field 'approved' must be true or false."));
    }
    return runtime.approve(id(context), step, approved.booleanValue(), by(context, body, BAD_APPROVAL));
  }

  /** {@code POST /runs/{id}/feedback} with {@code {"score": 0.8, "comment": "...", "by": "eve"}}, whenever it is known. */
  void feedback(RoutingContext context) {
    bodies.json(context)
        .compose(body -> runtime.feedback(id(context), opinion(body, by(context, body, BAD_FEEDBACK))))
        .onComplete(
            found -> {
              if (found) {
                Replies.json(context, 200, JsonNodeFactory.instance.objectNode().put("run", id(context).value()));
              } else {
                context.fail(Refusal.of(404, "unknown-run", "There is no recorded run with this id."));
              }
            },
            context::fail);
  }

  private static Feedback opinion(JsonNode body, String by) {
    JsonNode score = body.path("score");
    if (!score.isNumber() || !(score.asDouble() >= 0 && score.asDouble() <= 1)) {
      throw Refusal.of(400, BAD_FEEDBACK, "The field 'score' must be a number from 0 to 1.");
    }
    JsonNode comment = body.path("comment");
    if (!comment.isMissingNode() && (!comment.isTextual() || comment.asText().length() > LONGEST_COMMENT)) {
      throw Refusal.of(400, BAD_FEEDBACK, "The field 'comment' must be text of at most " + LONGEST_COMMENT + " characters.");
    }
    return new Feedback(score.asDouble(), by, comment.textValue());
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
