package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Performs the decisions of one run in a simulated world where tools fail at random, answers arrive in random order and the process can
 * crash after any number of events. Remembers every standing effect and everything that must never happen.
 */
final class World {

  /** How a tool behaves in this world; the behaviour of one call depends only on the tool and how often it was called before. */
  record Nature(long seed, int failShare) {

    FailureClass outcome(ToolId tool, int call) {
      Random random = new Random(seed * 31 + tool.value().hashCode() * 17L + call * 101L);
      random.nextInt();
      if (random.nextInt(100) >= failShare) {
        return null;
      }
      FailureClass[] all = FailureClass.values();
      return all[random.nextInt(all.length)];
    }
  }

  private final ToolGraph graph;
  private final Nature nature;
  private final Random order;
  private final HealthBoard board;
  final List<Decision> log = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  /** How often the effect of a tool stands. */
  final Map<ToolId, Integer> effects = new TreeMap<>();
  private final Map<ToolId, Integer> callCounts = new HashMap<>();
  private final List<Runnable> inFlight = new ArrayList<>();
  private final TreeSet<ToolId> approved = new TreeSet<>();
  private final TreeSet<ToolId> underWay = new TreeSet<>();
  private final Map<Question, Runnable> open = new LinkedHashMap<>();
  private Random person;
  private int patience;
  int answered;
  private Healer healer;
  private long now;
  int events;
  int failures;
  int answers;
  private int crashAfter = -1;

  World(ToolGraph graph, Nature nature, long orderSeed) {
    this(graph, nature, orderSeed, HealthBoard.ofDefaults());
  }

  World(ToolGraph graph, Nature nature, long orderSeed, HealthBoard board) {
    this.graph = graph;
    this.nature = nature;
    this.order = new Random(orderSeed);
    this.board = board;
    this.healer = Healer.start(graph, board, RunFacts.of(graph), HealPolicy.ofDefaults());
  }

  /** Makes the process die after so many events; it starts again from the facts a journal would have. */
  World crashingAfter(int count) {
    crashAfter = count;
    return this;
  }

  /** Somebody answers every question with one of its answers, never with a lie, and gives up after so many; undoing can fail. */
  World attended(Random by, int most) {
    person = by;
    patience = most;
    return this;
  }

  World run() {
    perform(healer.begin(now));
    while (!inFlight.isEmpty() && events < 400) {
      if (events == crashAfter) {
        crash();
      } else {
        events++;
        now += 10;
        inFlight.remove(order.nextInt(inFlight.size())).run();
      }
    }
    if (person != null && events < 400 && !healer.isOver()) {
      violations.add("every question was answered, nothing is under way, and the run is not over: " + log);
    }
    if (events >= 400) {
      violations.add("the run does not end: " + log.subList(log.size() - 10, log.size()));
    }
    return this;
  }

  /** Calls under way vanish: some had their effect, some had not, and nobody recorded it. */
  private void crash() {
    crashAfter = -1;
    RunFacts facts = healer.facts();
    inFlight.clear();
    open.clear();
    for (ToolId tool : underWay) {
      if (order.nextBoolean()) {
        effect(tool);
      }
    }
    underWay.clear();
    healer = Healer.start(graph, HealthBoard.ofDefaults(), facts, HealPolicy.ofDefaults());
    perform(healer.begin(now));
  }

  boolean isComplete() {
    return !log.isEmpty() && log.getLast() instanceof Decision.Complete;
  }

  Healer healer() {
    return healer;
  }

  private void send(HealEvent event) {
    perform(healer.on(event, now));
    if (!healer.isAsking()) {
      inFlight.removeAll(open.values());
      open.clear();
    }
  }

  private void perform(List<Decision> decisions) {
    log.addAll(decisions);
    for (Decision decision : decisions) {
      switch (decision) {
        case Decision.Call call -> start(call.tool());
        case Decision.Retry retry -> start(retry.tool());
        case Decision.Compensate undo -> inFlight.add(() -> compensate(undo));
        case Decision.AskApproval ask -> inFlight.add(() -> decide(ask.tool()));
        case Decision.Wait wait -> inFlight.add(() -> {
          now = Math.max(now, wait.untilMillis());
          send(new HealEvent.HealthChanged());
        });
        case Decision.Escalate ask -> answer(ask);
        case Decision.Reroute r -> { }
        case Decision.Demote d -> { }
        case Decision.Abandon a -> { }
        case Decision.Complete c -> { }
        case Decision.Stop s -> { }
      }
    }
  }

  private void answer(Decision.Escalate ask) {
    if (person != null) {
      if (!healer.isOver()) {
        open(ask.question());
      }
    } else if (ask.question().kind() == Question.Kind.IN_DOUBT) {
      ToolId tool = ask.question().blockers().iterator().next();
      inFlight.add(() -> send(new HealEvent.DoubtResolved(tool, effects.getOrDefault(tool, 0) > 0, graph.tool(tool).outputs())));
    }
  }

  /** A question about routes takes the place of an earlier one. */
  private void open(Question question) {
    if (question.kind() == Question.Kind.NO_ROUTE) {
      open.keySet().stream().filter(other -> other.kind() == Question.Kind.NO_ROUTE).findFirst()
          .ifPresent(old -> inFlight.remove(open.remove(old)));
    }
    Runnable answer = () -> {
      open.remove(question);
      List<HealEvent> honest = question.answers().stream().map(Question.Answer::event).filter(this::isTrue).toList();
      HealEvent event = ++answered > patience ? question.answers().getLast().event() : honest.get(person.nextInt(honest.size()));
      if (event instanceof HealEvent.Approved yes) {
        approved.add(yes.tool());
      }
      if (question.kind() == Question.Kind.UNDO_FAILED && event instanceof HealEvent.DoubtResolved) {
        effects.remove(question.blockers().iterator().next());
      }
      List<Decision> next = healer.on(event, now);
      if (next.isEmpty() && open.isEmpty() && inFlight.isEmpty()) {
        violations.add("the answer " + event + " to " + question + " led to nothing");
      }
      perform(next);
      if (!healer.isAsking()) {
        inFlight.removeAll(open.values());
        open.clear();
      }
    };
    open.put(question, answer);
    inFlight.add(answer);
  }

  /** An undo that failed is made good by hand; whether a call took effect is as it is. */
  private boolean isTrue(HealEvent event) {
    return !(event instanceof HealEvent.DoubtResolved said)
        || graph.tool(said.tool()).effect() == Effect.COMPENSATABLE
        || said.performed() == effects.getOrDefault(said.tool(), 0) > 0;
  }

  private void start(ToolId tool) {
    ToolArc arc = graph.tool(tool);
    if (healer.facts().completed().stream().anyMatch(call -> call.tool().equals(tool))) {
      violations.add("called again although it was done: " + tool);
    }
    if (arc.gated() && !approved.contains(tool) && !healer.facts().approved().contains(tool)) {
      violations.add("called without approval: " + tool);
    }
    underWay.add(tool);
    inFlight.add(() -> finish(arc));
  }

  private void finish(ToolArc arc) {
    underWay.remove(arc.id());
    FailureClass failure = nature.outcome(arc.id(), callCounts.merge(arc.id(), 1, Integer::sum));
    if (failure == null) {
      effect(arc.id());
      send(HealEvent.ToolSucceeded.of(arc));
      return;
    }
    boolean mayHaveHappened = failure == FailureClass.TIMEOUT || failure == FailureClass.CONTRACT_VIOLATION;
    if (mayHaveHappened && order.nextBoolean()) {
      effect(arc.id());
    }
    failures++;
    List<Decision> next = healer.on(HealEvent.ToolFailed.of(arc.id(), failure, "x"), now);
    int mine = 0;
    for (Decision decision : next) {
      mine += isAnswer(decision, arc.id()) ? 1 : 0;
    }
    answers += mine;
    if (mine != 1) {
      violations.add(failure + " of " + arc.id() + " was answered by " + next);
    }
    perform(next);
  }

  /** Calls, the end, and undoing what others did follow from an answer; they are not one. */
  private static boolean isAnswer(Decision decision, ToolId failed) {
    return switch (decision) {
      case Decision.Call c -> false;
      case Decision.Complete c -> false;
      case Decision.Stop s -> false;
      case Decision.AskApproval a -> false;
      case Decision.Compensate c -> c.tool().equals(failed);
      case Decision.Retry r -> true;
      case Decision.Reroute r -> failed.equals(r.failed());
      case Decision.Demote d -> true;
      case Decision.Abandon a -> true;
      case Decision.Wait w -> true;
      case Decision.Escalate e -> true;
    };
  }

  private void effect(ToolId tool) {
    Effect kind = graph.tool(tool).effect();
    if (kind == Effect.PURE) {
      return;
    }
    int count = effects.merge(tool, 1, (old, one) -> kind == Effect.IDEMPOTENT ? 1 : old + one);
    if (count > 1) {
      violations.add("effect happened twice: " + tool);
    }
  }

  private void decide(ToolId tool) {
    if (person == null || person.nextInt(3) > 0) {
      approved.add(tool);
      send(new HealEvent.Approved(tool));
    } else {
      send(new HealEvent.Refused(tool, "no"));
    }
  }

  private void compensate(Decision.Compensate undo) {
    if (person != null && person.nextInt(100) < 40) {
      send(new HealEvent.CompensationFailed(undo.tool(), "x"));
      return;
    }
    effects.remove(undo.tool());
    send(new HealEvent.CompensationSucceeded(undo.tool()));
  }
}
