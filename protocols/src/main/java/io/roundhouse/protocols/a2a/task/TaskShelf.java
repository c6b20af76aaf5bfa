package io.roundhouse.protocols.a2a.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.Fields;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunPhase;
import io.roundhouse.runtime.RunQuery;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the tasks of a caller at an agent; those of others do not exist for it. Thread-safe. */
public final class TaskShelf {

  private static final int DEFAULT_PAGE = 50;
  private static final int LARGEST_PAGE = 100;
  private static final int LONGEST_ID = 128;

  private final AgentRuntime runtime;

  /** The tasks of this runtime. */
  public TaskShelf(AgentRuntime runtime) {
    this.runtime = runtime;
  }

  /** The task of this id; the future fails with {@code TASK_NOT_FOUND} if the caller has none of this id at this agent. */
  public Future<TaskView> find(String agent, String caller, String id) {
    if (id.isBlank() || id.length() > LONGEST_ID) {
      return Future.failedFuture(unknown());
    }
    return runtime.trace(new RunId(id)).map(entries -> TaskView.of(entries)
        .filter(task -> task.belongsTo(agent, caller))
        .orElseThrow(TaskShelf::unknown));
  }

  private static A2aFault unknown() {
    return A2aError.TASK_NOT_FOUND.fault("This agent has no task with this id.");
  }

  /** A page of the caller's tasks at this agent, the last changed first, as a {@code ListTasksResponse}. */
  public Future<JsonNode> page(String agent, String caller, JsonNode request) {
    Integer size = Fields.integer(request, "pageSize");
    if (size != null && (size < 1 || size > LARGEST_PAGE)) {
      throw A2aFault.badField("pageSize", "The field 'pageSize' must be from 1 to " + LARGEST_PAGE + ".");
    }
    int limit = size == null ? DEFAULT_PAGE : size;
    Integer historyLength = Fields.historyLength(request);
    boolean withArtifacts = Fields.flag(request, "includeArtifacts");
    String conversation = Fields.text(request, "contextId");
    RunQuery query = new RunQuery(agent, caller, conversation.isEmpty() ? null : conversation,
        phases(TaskState.of(Fields.text(request, "status"))), Fields.moment(request, "statusTimestampAfter"),
        place(Fields.text(request, "pageToken")), limit + 1);
    return runtime.journal().query(query).compose(page -> {
      List<RunQuery.Place> shown = page.runs().subList(0, Math.min(limit, page.runs().size()));
      List<Future<TaskView>> tasks = shown.stream().map(place -> find(agent, caller, place.run().value())).toList();
      String next = page.runs().size() > limit ? token(shown.getLast()) : "";
      return Future.all(tasks).map(read -> {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        ArrayNode all = response.putArray("tasks");
        tasks.forEach(task -> all.add(task.result().json(historyLength, withArtifacts)));
        return response.put("nextPageToken", next).put("pageSize", limit).put("totalSize", page.total());
      });
    });
  }

  private static Set<RunPhase> phases(@Nullable TaskState state) {
    if (state == null) {
      return Set.of();
    }
    return Arrays.stream(RunPhase.values())
        .filter(phase -> TaskState.of(phase) == state)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(RunPhase.class)));
  }

  private static String token(RunQuery.Place place) {
    Instant at = place.changedAt();
    String text = at.getEpochSecond() + ":" + at.getNano() + ":" + place.run().value();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RunQuery.@Nullable Place place(String token) {
    if (token.isEmpty()) {
      return null;
    }
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(":", 3);
      Instant at = Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      return new RunQuery.Place(at, new RunId(parts[2]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | java.time.DateTimeException e) {
      throw A2aFault.badField("pageToken", "The field 'pageToken' must be the 'nextPageToken' of an earlier page.");
    }
  }
}
