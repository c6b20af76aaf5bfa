package io.roundhouse.runtime.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.runtime.CachePolicy;
import io.roundhouse.runtime.Model;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers that models gave, kept for those who ask the same again. Thread-safe.
 *
 * <p>Equal means: the same model, messages and parameters, and by the policy's scope the same caller. With an embedder and a similarity in
 * the policy, the last message of the user may differ in words; everything else has to be equal all the same. Requests that offer tools are
 * never kept.
 */
public final class ResponseCache {

  private static final int MOST_SIMILAR = 200;

  private final Clock clock;
  private final @Nullable Embedder embedder;
  private final Map<String, Shelf> shelves = new HashMap<>();

  /** An empty cache; without an embedder only equal questions are found. */
  public ResponseCache(Clock clock, @Nullable Embedder embedder) {
    this.clock = clock;
    this.embedder = embedder;
  }

  /** A question in the form it is looked up by. Immutable. */
  public static final class Question {

    private final String exact;
    private final String context;
    private final float @Nullable [] vector;

    private Question(String exact, String context, float @Nullable [] vector) {
      this.exact = exact;
      this.context = context;
      this.vector = vector;
    }
  }

  /** What is needed to look up a request; empty if its answer may not be kept. */
  public Future<Optional<Question>> question(Model model, String caller, ChatRequest request) {
    CachePolicy policy = model.policy().cache();
    if (policy == null || (request.toolSpecifications() != null && !request.toolSpecifications().isEmpty())) {
      return Future.succeededFuture(Optional.empty());
    }
    ObjectNode json = RequestJson.of(request);
    json.put("asked-of", model.name());
    json.put("scope", policy.scope() == CachePolicy.Scope.CALLER ? "caller " + caller : "everybody");
    String exact = RequestJson.hash(json.toString());
    ChatMessage last = request.messages().getLast();
    if (embedder == null || policy.similarity() == null || !(last instanceof UserMessage)) {
      return Future.succeededFuture(Optional.of(new Question(exact, "", null)));
    }
    String text = TokenEstimator.text(last);
    ArrayNode messages = json.withArray("messages");
    messages.remove(messages.size() - 1);
    String context = RequestJson.hash(json.toString());
    return embedder.embed(text).map(vector -> Optional.of(new Question(exact, context, vector)));
  }

  /** The kept answer to this question. */
  public synchronized Optional<JsonNode> find(Model model, Question question) {
    CachePolicy policy = model.policy().cache();
    Shelf shelf = shelves.get(model.name());
    return policy == null || shelf == null ? Optional.empty() : shelf.find(question, policy, clock.millis());
  }

  /** Keeps an answer. */
  public synchronized void keep(Model model, Question question, JsonNode answer) {
    CachePolicy policy = model.policy().cache();
    if (policy != null) {
      shelves.computeIfAbsent(model.name(), name -> new Shelf()).keep(question, answer, policy, clock.millis());
    }
  }

  private record Kept(Question question, JsonNode answer, long until) {}

  /** The answers of one model; the one unused for longest comes first. */
  private static final class Shelf {

    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Deque<String>> similar = new HashMap<>();

    Optional<JsonNode> find(Question question, CachePolicy policy, long now) {
      Kept equal = kept.get(question.exact);
      if (equal != null && equal.until > now) {
        return Optional.of(equal.answer);
      }
      float @Nullable [] vector = question.vector;
      Double least = policy.similarity();
      if (vector == null || least == null) {
        return Optional.empty();
      }
      Kept best = null;
      double bestSimilarity = least;
      for (String id : similar.getOrDefault(question.context, new ArrayDeque<>())) {
        Kept other = kept.get(id);
        double similarity = other == null || other.until <= now ? -1 : cosine(vector, other.question.vector);
        if (similarity >= bestSimilarity) {
          best = other;
          bestSimilarity = similarity;
        }
      }
      return best == null ? Optional.empty() : Optional.of(best.answer);
    }

    void keep(Question question, JsonNode answer, CachePolicy policy, long now) {
      kept.put(question.exact, new Kept(question, answer, now + policy.keep().toMillis()));
      if (question.vector != null) {
        Deque<String> neighbours = similar.computeIfAbsent(question.context, context -> new ArrayDeque<>());
        neighbours.remove(question.exact);
        neighbours.addLast(question.exact);
        if (neighbours.size() > MOST_SIMILAR) {
          neighbours.removeFirst();
        }
      }
      while (kept.size() > policy.maxEntries()) {
        remove(kept.entrySet().iterator().next().getValue());
      }
    }

    private void remove(Kept oldest) {
      kept.remove(oldest.question.exact);
      similar.computeIfPresent(oldest.question.context, (context, neighbours) -> {
        neighbours.remove(oldest.question.exact);
        return neighbours.isEmpty() ? null : neighbours;
      });
    }

    private static double cosine(float[] a, float @Nullable [] b) {
      if (b == null || a.length != b.length) {
        return -1;
      }
      double dot = 0;
      double lengthA = 0;
      double lengthB = 0;
      for (int i = 0; i < a.length; i++) {
        dot += a[i] * b[i];
        lengthA += a[i] * a[i];
        lengthB += b[i] * b[i];
      }
      return lengthA == 0 || lengthB == 0 ? -1 : dot / Math.sqrt(lengthA * lengthB);
    }
  }
}
