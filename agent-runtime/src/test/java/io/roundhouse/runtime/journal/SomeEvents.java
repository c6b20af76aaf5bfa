package io.roundhouse.runtime.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Schema;
import io.roundhouse.toolgraph.FailureClass;
import java.math.BigDecimal;
import java.util.List;

/** One event of each kind that can stand in the middle of a log, and one end. */
final class SomeEvents {

  private SomeEvents() {}

  static List<RunEvent> ofEveryKind() {
    JsonNode json = JsonNodeFactory.instance.objectNode()
        .put("text", "ü€😀\"").put("amount", new BigDecimal("12345678901234567890.01"));
    return List.of(
        new RunEvent.Resumed(List.of("call/post#1")),
        new RunEvent.Routed("agent", "status", "SOLO", "because", json),
        new RunEvent.Refused("agent", "desk", "no", "rule 'cards' applies"),
        new RunEvent.OutOfScope("agent", "desk", "nobody does that", "because", json),
        new RunEvent.ModelChosen("agent", "status", "small", "because", json),
        new RunEvent.AgentStarted("agent", "status", "how many?"),
        new RunEvent.AgentAnswered("agent", "status", "three", null),
        new RunEvent.ModelCalled("agent/model-1", "small"),
        new RunEvent.ModelAnswered("agent/model-1", "small", 10, 20, 30, json),
        new RunEvent.ModelFailed("agent/model-2", "small", FailureClass.RATE_LIMITED, "slow down"),
        new RunEvent.Planned("call", "invoice", "posted", List.of("parse", "post")),
        new RunEvent.ToolCalled("call/post#1", "call", "post", "ledger.post", json, "k"),
        new RunEvent.ToolSucceeded("call/post#1", "call", "post", "ledger.post", json),
        new RunEvent.ToolFailed("call/post#2", "call", "post", "ledger.post", FailureClass.OUTAGE, "gone", true, null),
        new RunEvent.ToolFailed("call", "", "invoice", "invoice", FailureClass.OUTAGE, "no route", false, List.of("post")),
        new RunEvent.Readmitted("call", List.of("post"), "eve"),
        new RunEvent.Waived("call", "post", "eve"),
        new RunEvent.GaveUp("call", "eve"),
        new RunEvent.Retried("call", "post", 2, 100, "again"),
        new RunEvent.Rerouted("call", "post", List.of("post"), List.of("queue"), "down"),
        new RunEvent.Abandoned("call", "post", "not needed"),
        new RunEvent.Compensating("call", "register", "release", "rejected"),
        new RunEvent.Demoted("call", "posted", "rejected", "no route"),
        new RunEvent.ApprovalAsked("call", "post", "may I?"),
        new RunEvent.ApprovalAnswered("call", "post", true, "eve"),
        new RunEvent.InputAsked("call", new InputRequest.Form("call~input-1", "who?", Schema.anyObject())),
        new RunEvent.InputAsked("call", new InputRequest.Link("call~input-2", "sign in", "https://example.org/")),
        new RunEvent.InputAsked("call", new InputRequest.Sampling("call~input-3", "think", json)),
        new RunEvent.InputAsked("call", new InputRequest.Roots("call~input-4", "where?")),
        new RunEvent.InputAsked("call", new InputRequest.Approval("call~input-5", "may I?", "post")),
        new RunEvent.InputAsked("call", new InputRequest.Choice("call~input-6", "which?", List.of("a", "b"), List.of("post"))),
        new RunEvent.InputAnswered("call", "call~input-1", new InputAnswer.Accepted(json), "eve"),
        new RunEvent.InputAnswered("call", "call~input-2", new InputAnswer.Declined(), "eve"),
        new RunEvent.InputAnswered("call", "call~input-3", new InputAnswer.Dismissed(), "eve"),
        new RunEvent.Completed("done", json));
  }
}
