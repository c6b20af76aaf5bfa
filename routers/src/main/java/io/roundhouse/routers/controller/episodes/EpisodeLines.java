package io.roundhouse.routers.controller.episodes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Episodes as JSON lines. A line with a {@code mode} is an episode: {@code id}, {@code text} or {@code vector}, {@code seats} (each
 * with {@code role}, maybe {@code model}), and if known {@code query}, {@code domain}, {@code stages}, {@code shadow}, {@code quality},
 * {@code cost-micros}, {@code latency-millis}. A line without is feedback that came later: {@code id} and what is known by now. Pure.
 */
public final class EpisodeLines {

  private static final JsonMapper JSON = new JsonMapper();

  private EpisodeLines() {}

  /** Returns the episode as one line. */
  public static String write(Episode episode) {
    ObjectNode line = JSON.createObjectNode().put("id", episode.id());
    if (!episode.query().equals(episode.id())) {
      line.put("query", episode.query());
    }
    if (!episode.text().isBlank()) {
      line.put("text", episode.text());
    }
    float[] vector = episode.vector();
    if (vector != null) {
      ArrayNode numbers = line.putArray("vector");
      for (float number : vector) {
        numbers.add(number);
      }
    }
    if (episode.domain() != null) {
      line.put("domain", episode.domain());
    }
    line.put("mode", episode.plan().mode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    ArrayNode seats = line.putArray("seats");
    for (PlanSeat seat : episode.plan().seats()) {
      ObjectNode node = seats.addObject().put("role", seat.role());
      if (seat.model() != null) {
        node.put("model", seat.model());
      }
    }
    if (!episode.stages().isEmpty()) {
      ArrayNode stages = line.putArray("stages");
      episode.stages().forEach(stage -> stages.add(stage(stage)));
    }
    if (episode.shadow()) {
      line.put("shadow", true);
    }
    reward(line, episode.reward());
    return line.toString();
  }

  /** Returns a line of feedback about the episode {@code id}. */
  public static String write(String id, Reward later) {
    ObjectNode line = JSON.createObjectNode().put("id", id);
    reward(line, later);
    return line.toString();
  }

  /**
   * Reads episodes in the order in which they first appear, each with all feedback about it, wherever that stands. Of contradicting
   * feedback the first counts. Feedback about unknown episodes and blank lines are left out.
   *
   * @param name what the lines are from, for messages
   * @throws EpisodeException if a line is neither
   */
  public static List<Episode> read(String name, List<String> lines) {
    Map<String, Episode> episodes = new LinkedHashMap<>();
    Map<String, Reward> feedback = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        JsonNode line = JSON.readTree(lines.get(i));
        if (!line.isObject() || !line.hasNonNull("id")) {
          throw new EpisodeException("it is not an object with an 'id'");
        }
        String id = line.get("id").asText();
        if (line.has("mode")) {
          if (episodes.putIfAbsent(id, episode(id, line)) != null) {
            throw new EpisodeException("episode '%s' is there twice".formatted(id));
          }
        } else {
          feedback.merge(id, reward(line), Reward::or);
        }
      } catch (JsonProcessingException e) {
        throw new EpisodeException("%s, line %d: it is not JSON: %s".formatted(name, i + 1, e.getOriginalMessage()));
      } catch (EpisodeException | RoutingException e) {
        throw new EpisodeException("%s, line %d: %s".formatted(name, i + 1, e.getMessage()));
      }
    }
    List<Episode> merged = new ArrayList<>();
    episodes.forEach((id, episode) -> merged.add(episode.with(feedback.getOrDefault(id, Reward.UNKNOWN))));
    return merged;
  }

  private static Episode episode(String id, JsonNode line) {
    List<PlanSeat> seats = new ArrayList<>();
    line.path("seats").forEach(seat -> seats.add(new PlanSeat(seat.path("role").asText("answerer"), seat.path("model").textValue())));
    List<StageChoice> stages = new ArrayList<>();
    line.path("stages").forEach(stage -> stages.add(stage(stage)));
    CollaborationMode mode = constant(CollaborationMode.class, "mode", line.path("mode").asText());
    return new Episode(id, line.path("query").asText(id), line.path("text").asText(""), vector(line.path("vector")),
        line.path("domain").textValue(), new Plan(mode, seats), stages, reward(line), line.path("shadow").asBoolean());
  }

  private static float @Nullable [] vector(JsonNode numbers) {
    if (!numbers.isArray()) {
      return null;
    }
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers.get(i).floatValue();
    }
    return vector;
  }

  private static ObjectNode stage(StageChoice choice) {
    ObjectNode node = JSON.createObjectNode();
    node.put("stage", choice.stage().name().toLowerCase(Locale.ROOT)).put("seat", choice.seat()).put("policy", choice.policy())
        .put("chosen", choice.chosen()).put("propensity", choice.propensity());
    ObjectNode candidates = node.putObject("candidates");
    choice.candidates().forEach(candidates::put);
    return node;
  }

  private static StageChoice stage(JsonNode node) {
    Map<String, Double> candidates = new LinkedHashMap<>();
    node.path("candidates").properties().forEach(each -> candidates.put(each.getKey(), each.getValue().asDouble()));
    return new StageChoice(constant(Stage.class, "stage", node.path("stage").asText()), node.path("seat").asInt(),
        node.path("policy").asText(), node.path("chosen").asText(), node.path("propensity").asDouble(), candidates);
  }

  private static void reward(ObjectNode line, Reward reward) {
    if (reward.quality() != null) {
      line.put("quality", reward.quality());
    }
    if (reward.costMicros() != null) {
      line.put("cost-micros", reward.costMicros());
    }
    Duration latency = reward.latency();
    if (latency != null) {
      line.put("latency-millis", latency.toMillis());
    }
  }

  private static Reward reward(JsonNode line) {
    return new Reward(
        line.path("quality").isNumber() ? (Double) line.path("quality").asDouble() : null,
        line.path("cost-micros").isNumber() ? (Long) line.path("cost-micros").asLong() : null,
        line.path("latency-millis").isNumber() ? Duration.ofMillis(line.path("latency-millis").asLong()) : null);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String what, String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(wanted)) {
        return constant;
      }
    }
    throw new EpisodeException("'%s' is no %s; expected one of %s".formatted(name, what, List.of(type.getEnumConstants())));
  }
}
