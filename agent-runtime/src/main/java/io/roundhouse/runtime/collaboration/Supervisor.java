package io.roundhouse.runtime.collaboration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.routers.Assignment;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lead gives parts of the work to the others and puts the result together, or hands the whole request off to one of them, whose answer
 * then goes to the caller. What the lead says that is not an instruction in the agreed form is its answer.
 */
final class Supervisor implements Collaboration {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_TASKS = 8;

  @Override
  public Future<Answer> work(Table table) {
    return table.team().seats().size() == 1
        ? table.ask(table.team().seats().getFirst(), "solo", table.question(), true)
        : lead(table, 1, List.of());
  }

  private record Task(Assignment seat, String words) {}

  private static Future<Answer> lead(Table table, int round, List<Answer> reports) {
    boolean last = round > table.team().rules().rounds();
    return table.ask(table.team().seats().getFirst(), "lead-" + round, prompt(table, reports, last), last).compose(said -> {
      Optional<JsonNode> order = last ? Optional.empty() : instruction(said.text());
      if (order.isEmpty()) {
        return Future.succeededFuture(said);
      }
      Optional<Assignment> heir = seat(table, order.get().path("handoff").asText());
      if (heir.isPresent()) {
        return table.roundEnded(round, false, "handed off to '" + heir.get().agent() + "'")
            .compose(recorded -> table.ask(heir.get(), "handoff-" + round, Words.role(heir.get()) + table.question(), true));
      }
      if (order.get().hasNonNull("answer")) {
        return Future.succeededFuture(said.withText(order.get().get("answer").asText()));
      }
      return delegate(table, round, tasks(table, order.get()), reports);
    });
  }

  private static Future<Answer> delegate(Table table, int round, List<Task> tasks, List<Answer> reports) {
    if (tasks.isEmpty()) {
      List<Answer> more = new ArrayList<>(reports);
      more.add(new Answer(table.team().seats().getFirst(), "(none of the agents that were named is here)", null));
      return lead(table, round + 1, more);
    }
    List<Future<Answer>> asked = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      asked.add(table.ask(task.seat, "task-" + round + "/" + (i + 1), Words.role(task.seat) + task.words, false)
          .recover(cause -> table.hasEnded()
              ? Future.failedFuture(cause)
              : Future.succeededFuture(new Answer(task.seat, "(could not do it: " + cause.getMessage() + ")", null))));
    }
    return Future.all(asked).compose(done -> {
      List<Answer> more = new ArrayList<>(reports);
      asked.forEach(one -> more.add(one.result()));
      String who = tasks.stream().map(task -> task.seat.agent()).collect(Collectors.joining(", "));
      return table.roundEnded(round, false, "work was done by " + who).compose(recorded -> lead(table, round + 1, more));
    });
  }

  private static List<Task> tasks(Table table, JsonNode order) {
    List<Task> tasks = new ArrayList<>();
    for (JsonNode part : order.path("delegate")) {
      Optional<Assignment> seat = seat(table, part.path("agent").asText());
      if (seat.isPresent() && part.path("task").isTextual() && tasks.size() < MOST_TASKS) {
        tasks.add(new Task(seat.get(), part.get("task").asText()));
      }
    }
    return tasks;
  }

  private static Optional<Assignment> seat(Table table, String agent) {
    List<Assignment> seats = table.team().seats();
    return seats.subList(1, seats.size()).stream().filter(seat -> seat.agent().equals(agent)).findFirst();
  }

  /** The JSON object in what the lead said, with or without a fence around it. */
  static Optional<JsonNode> instruction(String text) {
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    if (from < 0 || to < from) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(text.substring(from, to + 1));
      boolean known = json.isObject() && (json.has("delegate") || json.has("handoff") || json.has("answer"));
      return known ? Optional.of(json) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String prompt(Table table, List<Answer> reports, boolean last) {
    List<Assignment> seats = table.team().seats();
    String roster = seats.subList(1, seats.size()).stream()
        .map(seat -> "- " + seat.agent() + ": " + seat.role()).collect(Collectors.joining("\n"));
    String done = reports.isEmpty() ? "" : "\nReports so far:\n\n" + Words.quoteAll(reports) + "\n";
    String how = last
        ? "No more work can be given out. Answer the request now, in plain words."
        : """
            Say exactly one of these, as JSON and nothing else:
            {"delegate": [{"agent": "NAME", "task": "what to do, with everything needed to do it"}]}
            {"handoff": "NAME"} if one of them should answer the whole request alone
            {"answer": "the answer to the request"}""";
    return """
        You lead a team. Request: %s

        Your team:
        %s
        %s
        %s""".formatted(table.question(), roster, done, how);
  }
}
