package io.roundhouse.server.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.controller.episodes.StageChoice;
import io.roundhouse.runtime.Feedback;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.journal.JournalFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a journal tells about a controller: an episode for every ended run in which a front desk decided, with the probabilities of its
 * choices, what its models cost, how long it took, and the feedback on it if there is any. Of a run with several desks the first counts.
 * Shadow runs are episodes of the request that they try again.
 *
 * @param judged how many of the episodes have feedback
 */
public record RunEpisodes(List<Episode> episodes, int judged) {

  /**
   * Reads a journal's file, also while a server writes to it.
   *
   * @throws JournalException if it cannot be read
   */
  public static RunEpisodes read(Path file) {
    List<Episode> episodes = new ArrayList<>();
    try (JournalFile journal = JournalFile.open(file)) {
      Map<String, JsonNode> feedback = journal.notes(Feedback.SHELF);
      journal.forEachRun(entries -> {
        if (!entries.isEmpty()) {
          of(entries, feedback.get(entries.getFirst().run().value())).ifPresent(episodes::add);
        }
      });
    }
    int judged = (int) episodes.stream().filter(episode -> episode.reward().quality() != null).count();
    return new RunEpisodes(List.copyOf(episodes), judged);
  }

  private static Optional<Episode> of(List<JournalEntry> entries, @Nullable JsonNode feedback) {
    Map<String, String> asked = new HashMap<>();
    RunEvent.@Nullable Routed routed = null;
    long micros = 0;
    for (JournalEntry entry : entries) {
      switch (entry.event()) {
        case RunEvent.AgentStarted started -> asked.put(started.callId(), started.text());
        case RunEvent.ModelAnswered answered when !answered.cached() -> micros += answered.micros();
        case RunEvent.Routed found -> routed = routed == null && isOfDesk(found) ? found : routed;
        default -> { }
      }
    }
    String text = routed == null ? null : asked.get(routed.parent());
    if (routed == null || text == null || text.isBlank() || !(entries.getLast().event() instanceof RunEvent.End)) {
      return Optional.empty();
    }
    Double quality = feedback != null && feedback.path("score").isNumber() ? (Double) feedback.path("score").asDouble() : null;
    Duration took = Duration.between(entries.getFirst().at(), entries.getLast().at());
    String id = entries.getFirst().run().value();
    Reward reward = new Reward(quality, micros, took.isNegative() ? null : took);
    String tried = original(entries);
    try {
      return Optional.of(tried == null
          ? Episode.logged(id, text, plan(routed.decision()), stages(routed.decision()), reward)
          : Episode.shadow(id, tried, text, plan(routed.decision()), reward));
    } catch (RoutingException | IllegalArgumentException e) {
      return Optional.empty(); // a decision of a program that knew other modes or stages teaches this one nothing
    }
  }

  /** The run whose request a shadow run tries again; null if it is not one. */
  private static @Nullable String original(List<JournalEntry> entries) {
    return entries.getFirst().event() instanceof RunEvent.Accepted accepted && accepted.envelope() != null
        ? accepted.envelope().path("shadow").path("of").textValue() : null;
  }

  private static boolean isOfDesk(RunEvent.Routed routed) {
    for (JsonNode stage : routed.decision().path("trace")) {
      if (stage.path("stage").asText().equals(Stage.MODE.name())) {
        return true;
      }
    }
    return false;
  }

  private static Plan plan(JsonNode decision) {
    List<PlanSeat> seats = new ArrayList<>();
    decision.path("assignments").forEach(seat -> seats.add(new PlanSeat(seat.path("role").asText(), seat.path("model").textValue())));
    return new Plan(CollaborationMode.valueOf(decision.path("mode").asText()), seats);
  }

  private static List<StageChoice> stages(JsonNode decision) {
    List<StageChoice> stages = new ArrayList<>();
    Map<Stage, Integer> seats = new EnumMap<>(Stage.class);
    for (JsonNode trace : decision.path("trace")) {
      Stage stage = Stage.valueOf(trace.path("stage").asText());
      if (stage == Stage.ELIGIBILITY || stage == Stage.AGENTS) {
        continue;
      }
      String chosen = trace.path("chosen").path(0).asText("");
      Map<String, Double> candidates = new LinkedHashMap<>();
      trace.path("candidates").forEach(each -> candidates.put(each.path("name").asText(), each.path("propensity").asDouble()));
      stages.add(new StageChoice(stage, seats.merge(stage, 1, Integer::sum) - 1, trace.path("policy").asText(), chosen,
          candidates.getOrDefault(chosen, 1.0), candidates));
    }
    return stages;
  }
}
