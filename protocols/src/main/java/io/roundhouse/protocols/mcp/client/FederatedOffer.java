package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.mcp.PromptSource;
import io.roundhouse.protocols.mcp.ResourceSource;
import io.roundhouse.runtime.InputAnswer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Resources, templates, prompts and completions of one downstream server as ours. Thread-safe.
 *
 * <p>A resource's address goes behind {@code mcp://SERVER/}; a prompt gets the server's prefix, as a tool does. What the server's
 * selection leaves out (resources by address, prompts by name) is neither listed nor read. While the server is gone, the lists stay and
 * reading fails.
 */
public final class FederatedOffer implements ResourceSource, PromptSource {

  private static final String SCHEME = "mcp://";

  private final McpConnection connection;
  private final McpServer server;
  private final String space;
  private final BiPredicate<Principal, String> sees;
  private final List<ResourceSource.Watcher> watchers = new CopyOnWriteArrayList<>();
  private final List<Runnable> promptWatchers = new CopyOnWriteArrayList<>();

  FederatedOffer(McpConnection connection, BiPredicate<Principal, String> sees) {
    this.connection = connection;
    this.server = connection.server();
    this.space = space(server);
    this.sees = sees;
  }

  /** What goes before the addresses of a server's resources. */
  static String space(McpServer server) {
    return SCHEME + server.name() + "/";
  }

  @Override
  public Future<List<ObjectNode>> resources(Principal caller) {
    return Future.succeededFuture(seesResources(caller) ? renamed(connection.stock().resources(), "uri") : List.of());
  }

  @Override
  public Future<List<ObjectNode>> templates(Principal caller) {
    return Future.succeededFuture(seesResources(caller) ? renamed(connection.stock().templates(), "uriTemplate") : List.of());
  }

  @Override
  public Future<Optional<ObjectNode>> read(String uri, Principal caller) {
    String remote = remote(uri);
    if (remote == null || !seesResources(caller)) {
      return Future.succeededFuture(Optional.empty());
    }
    return connection.ask("resources/read", JsonNodeFactory.instance.objectNode().put("uri", remote))
        .map(result -> Optional.of(Renaming.contents(result, space)))
        .recover(why -> isUnknown(why) ? Future.succeededFuture(Optional.empty()) : fault(why));
  }

  @Override
  public Future<Optional<List<String>>> complete(String name, String argument, String value, Principal caller) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    String template = remote(name);
    String prompt = template == null ? remotePrompt(name, caller) : null;
    if (template != null && seesResources(caller)) {
      params.putObject("ref").put("type", "ref/resource").put("uri", template);
    } else if (prompt != null) {
      params.putObject("ref").put("type", "ref/prompt").put("name", prompt);
    } else {
      return Future.succeededFuture(Optional.empty());
    }
    params.putObject("argument").put("name", argument).put("value", value);
    return connection.ask("completion/complete", params).map(result -> {
      List<String> values = new ArrayList<>();
      result.path("completion").path("values").forEach(one -> values.add(one.asText()));
      return Optional.of(List.copyOf(values));
    }).recover(FederatedOffer::fault);
  }

  @Override
  public List<ObjectNode> prompts(Principal caller) {
    List<ObjectNode> all = new ArrayList<>();
    for (ObjectNode prompt : connection.stock().prompts()) {
      server.selection().nameFor(prompt.path("name").asText()).map(server.prefix()::concat)
          .filter(name -> sees.test(caller, name))
          .ifPresent(name -> all.add(prompt.deepCopy().put("name", name)));
    }
    return all;
  }

  @Override
  public Future<Optional<Filled>> get(String name, JsonNode arguments, Map<String, InputAnswer> answers, Principal caller) {
    String remote = remotePrompt(name, caller);
    if (remote == null) {
      return Future.succeededFuture(Optional.empty());
    }
    ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", remote);
    params.set("arguments", arguments);
    return connection.ask("prompts/get", params)
        .map(result -> Optional.<Filled>of(new Filled.Messages(Renaming.messages(result, space))))
        .recover(FederatedOffer::fault);
  }

  @Override
  public Runnable watch(ResourceSource.Watcher watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  @Override
  public Runnable watch(Runnable changed) {
    promptWatchers.add(changed);
    return () -> promptWatchers.remove(changed);
  }

  @Override
  public void follow(String uri, boolean on) {
    String remote = remote(uri);
    if (remote != null) {
      connection.follow(remote, on);
    }
  }

  void listsChanged() {
    watchers.forEach(ResourceSource.Watcher::listChanged);
    promptWatchers.forEach(Runnable::run);
  }

  void updated(String uri) {
    watchers.forEach(watcher -> watcher.updated(space + uri));
  }

  private boolean seesResources(Principal caller) {
    return sees.test(caller, server.prefix() + "resources");
  }

  private List<ObjectNode> renamed(List<ObjectNode> entries, String key) {
    return entries.stream()
        .filter(entry -> server.selection().takes(entry.path(key).asText()))
        .map(entry -> entry.deepCopy().put(key, space + entry.path(key).asText()))
        .toList();
  }

  /** The server's own address of a resource; null if it is none of this server's, or left out. */
  private @Nullable String remote(String uri) {
    String remote = uri.startsWith(space) ? uri.substring(space.length()) : "";
    return !remote.isEmpty() && server.selection().takes(remote) ? remote : null;
  }

  private @Nullable String remotePrompt(String name, Principal caller) {
    return !sees.test(caller, name) ? null : connection.stock().prompts().stream()
        .map(prompt -> prompt.path("name").asText())
        .filter(remote -> server.selection().nameFor(remote).map(server.prefix()::concat).filter(name::equals).isPresent())
        .findFirst().orElse(null);
  }

  private static boolean isUnknown(Throwable why) {
    return why instanceof RpcFault fault && (fault.error().code() == RpcError.INVALID_PARAMS || fault.error().code() == -32002);
  }

  /** The caller is told what the server said, with a code of ours. */
  private static <T> Future<T> fault(Throwable why) {
    int code = why instanceof RpcFault fault && fault.error().code() == RpcError.INVALID_PARAMS ? RpcError.INVALID_PARAMS : RpcError.SERVER;
    boolean said = why instanceof RpcFault || why instanceof CallFault;
    String message = said ? String.valueOf(why.getMessage()) : "The server's answer cannot be read.";
    return Future.failedFuture(RpcFault.of(code, message));
  }
}
