package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.UserMessage;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunQuery;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a caller said before in the same conversation: in the history that came with the question, else in the last run of the
 * conversation that the caller's protocol names. Confined to the run's event loop.
 */
final class EarlierWords {

  private static final int LAST_RUNS = 2; // this one may be among them

  private final RunScope scope;
  private final LocalRuntime host;

  EarlierWords(RunScope scope, LocalRuntime host) {
    this.scope = scope;
    this.host = host;
  }

  /**
   * The caller's words, oldest first; empty if nothing is known, also where the journal cannot be read just now.
   *
   * @param lookUp whether the journal is asked; not where only words are compared, which earlier ones do not change
   */
  Future<List<String>> before(AgentQuestion question, boolean lookUp) {
    List<String> history = ChatInput.history(question.data()).stream()
        .filter(UserMessage.class::isInstance).map(ChatInput::text).filter(words -> !words.isBlank()).toList();
    JsonNode envelope = scope.envelope();
    String conversation = envelope == null ? "" : envelope.path(RunQuery.CONVERSATION).asText();
    if (!history.isEmpty() || conversation.isEmpty() || !lookUp) {
      return Future.succeededFuture(history);
    }
    RunQuery query = new RunQuery(scope.target(), scope.caller().name(), conversation, Set.of(), null, null, LAST_RUNS);
    return host.journal().query(query).compose(page -> {
      Optional<RunId> last = page.runs().stream().map(RunQuery.Place::run).filter(run -> !run.equals(scope.id())).findFirst();
      return last.isEmpty() ? Future.succeededFuture(List.<String>of()) : host.journal().read(last.get()).map(EarlierWords::words);
    }).otherwise(List.of());
  }

  private static List<String> words(List<JournalEntry> entries) {
    String said = !entries.isEmpty() && entries.getFirst().event() instanceof RunEvent.Accepted accepted
        ? accepted.input().path("text").asText() : "";
    return said.isBlank() ? List.of() : List.of(said);
  }
}
