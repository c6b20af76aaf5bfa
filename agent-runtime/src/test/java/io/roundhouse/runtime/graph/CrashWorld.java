package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.HealPolicy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The outside of a graph's tools: which effects stand, and how each tool behaves. What a call does depends only on the tool and on how
 * often it was called before, so that the world at any moment of a run can be made again from the calls in its log.
 */
final class CrashWorld {

  /** How a tool behaves. */
  enum Nature { FINE, DOWN, REFUSES, DENIES, FAILS_ONCE, LOSES_ITS_FIRST_ANSWER }

  private final ToolGraph graph;
  private final Map<String, Nature> natures;
  private final Set<String> agreed;
  private final Map<String, Integer> calls = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  /** How often the effect of each step stands. */
  final Map<String, Integer> standing = new TreeMap<>();
  /** The ids of the calls that came here. */
  final Set<String> called = new HashSet<>();

  CrashWorld(ToolGraph graph, Map<String, Nature> natures, Set<String> agreed) {
    this.graph = graph;
    this.natures = natures;
    this.agreed = agreed;
  }

  static CrashWorld random(ToolGraph graph, Random random) {
    Map<String, Nature> natures = new HashMap<>();
    Set<String> agreed = new HashSet<>();
    for (ToolArc arc : graph.tools()) {
      int dice = random.nextInt(100);
      natures.put(arc.id().value(), dice < 60 ? Nature.FINE
          : dice < 74 ? Nature.DOWN
          : dice < 80 ? Nature.REFUSES
          : dice < 84 ? Nature.DENIES
          : dice < 92 ? Nature.FAILS_ONCE : Nature.LOSES_ITS_FIRST_ANSWER);
      if (random.nextInt(4) > 0) {
        agreed.add(arc.id().value());
      }
    }
    return new CrashWorld(graph, natures, agreed);
  }

  /** The world as it was when these entries had been written; of calls without an outcome some had their effect and some had not. */
  CrashWorld at(List<JournalEntry> log, Random random) {
    CrashWorld past = new CrashWorld(graph, natures, agreed);
    Set<String> outcomes = new HashSet<>();
    Set<String> never = new HashSet<>();
    for (JournalEntry entry : log) {
      if (entry.event() instanceof RunEvent.ToolSucceeded done) {
        outcomes.add(done.callId());
      } else if (entry.event() instanceof RunEvent.ToolFailed failed) {
        outcomes.add(failed.callId());
        if (failed.message().startsWith("did not take effect")) {
          never.add(failed.callId());
        }
      }
    }
    for (JournalEntry entry : log) {
      if (entry.event() instanceof RunEvent.ToolCalled call && !call.parent().isEmpty()
          && !never.contains(call.callId()) && (outcomes.contains(call.callId()) || random.nextBoolean())) {
        past.perform(call.step(), call.idempotencyKey());
      } else if (entry.event() instanceof RunEvent.InputAnswered said && said.answer() instanceof InputAnswer.Accepted accepted) {
        past.madeGood(accepted.content().path(InputRequest.CHOICE).asText());
      }
    }
    return past;
  }

  Catalog catalog() {
    Catalog catalog = Catalog.empty();
    Map<ToolId, StepBinding> steps = new HashMap<>();
    for (ToolArc arc : graph.tools()) {
      if (arc.implicit()) {
        continue;
      }
      String step = arc.id().value();
      Map<String, String> yields = new HashMap<>();
      arc.outputs().forEach(item -> yields.put(item.value(), item.value()));
      steps.put(arc.id(), new StepBinding(step, Map.of("step", TextNode.valueOf(step)), yields));
      catalog = catalog.with(Tool.async(step, "", Schema.anyObject(), call ->
          Future.succeededFuture(perform(call.callId(), step, call.idempotencyKey()))).withEffect(arc.effect()));
    }
    HealPolicy policy = HealPolicy.ofDefaults().withBackoffMillis(1).withMaxBackoffMillis(1);
    GraphTool body = new GraphTool(graph, steps, policy);
    return catalog.with(new Tool(
        "graph", "", Schema.anyObject(), null, Effect.IRREVERSIBLE, Duration.ofSeconds(20), new ToolBody.Graph(body)));
  }

  private synchronized ToolResult perform(String callId, String step, String key) {
    called.add(callId);
    return perform(step, key);
  }

  private synchronized ToolResult perform(String step, String key) {
    int call = calls.merge(step, 1, Integer::sum);
    return switch (natures.getOrDefault(step, Nature.FINE)) {
      case DOWN -> ToolResult.failure(FailureClass.OUTAGE, "gone");
      case REFUSES -> ToolResult.failure(FailureClass.BAD_INPUT, "nonsense");
      case DENIES -> ToolResult.failure(FailureClass.DENIED, "not you");
      case FAILS_ONCE -> call == 1 ? ToolResult.failure(FailureClass.TRANSIENT, "hiccup") : take(step, key);
      case LOSES_ITS_FIRST_ANSWER -> {
        take(step, key);
        yield call == 1
            ? new ToolResult.Failure(FailureClass.TRANSIENT, "connection lost").inDoubt()
            : ToolResult.of(items(step));
      }
      case FINE -> take(step, key);
    };
  }

  private ToolResult take(String step, String key) {
    ToolArc arc = graph.tool(ToolId.of(step));
    String undone = undoneBy(step);
    if (undone != null) {
      standing.remove(undone);
    } else if (arc.effect() == Effect.IDEMPOTENT) {
      standing.put(step, 1);
    } else if (arc.effect() != Effect.PURE) {
      standing.merge(step, keys.add(key) ? 1 : 2, Integer::sum);
    }
    return ToolResult.of(items(step));
  }

  private String undoneBy(String undo) {
    return graph.tools().stream()
        .filter(arc -> arc.undo() != null && arc.undo().value().equals(undo))
        .map(arc -> arc.id().value())
        .findFirst().orElse(null);
  }

  private ObjectNode items(String step) {
    ObjectNode items = JsonNodeFactory.instance.objectNode();
    graph.tool(ToolId.of(step)).outputs().forEach(item -> items.put(item.value(), item.value()));
    return items;
  }

  /** What a person says who looks before answering, and who gives up when nothing but trying again in vain is left. */
  synchronized InputAnswer answer(InputRequest request) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    return switch (request) {
      case InputRequest.Approval approval when agreed.contains(approval.step()) -> new InputAnswer.Accepted(content);
      case InputRequest.Approval approval -> new InputAnswer.Declined();
      case InputRequest.Choice choice -> {
        String step = choice.blockers().isEmpty() ? "" : choice.blockers().getFirst();
        boolean happened = standing.getOrDefault(step, 0) > 0;
        String option = choose(choice, step, happened);
        madeGood(option);
        content.put(InputRequest.CHOICE, option);
        yield new InputAnswer.Accepted(option.endsWith(" took effect") ? content.set("result", items(step)) : content);
      }
      default -> throw new AssertionError("no graph asks " + request);
    };
  }

  /** Whoever says that an effect is undone has undone it by hand. */
  private void madeGood(String option) {
    if (option.endsWith(" is undone")) {
      standing.remove(option.substring(0, option.indexOf(' ')));
    }
  }

  private static String choose(InputRequest.Choice choice, String step, boolean happened) {
    for (String honest : List.of(step + (happened ? " took effect" : " did not take effect"), step + " is undone")) {
      if (choice.options().contains(honest)) {
        return honest;
      }
    }
    return "give up";
  }
}
