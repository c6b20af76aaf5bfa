package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Lists and reads what the sources have. Thread-safe. */
final class ResourceDesk {

  /** The code for a resource that is not there, in the revisions with sessions. */
  private static final int NOT_FOUND = -32002;
  private static final int LONGEST_URI = 2_048;

  private final List<ResourceSource> sources;
  private final ListPages pages;
  private final long listTtlMillis;
  private final Map<String, Integer> followers = new ConcurrentHashMap<>();

  ResourceDesk(List<ResourceSource> sources, McpOptions options) {
    this.sources = List.copyOf(sources);
    this.pages = new ListPages(options.pageSize());
    this.listTtlMillis = options.listTtl().toMillis();
  }

  /** Performs {@code resources/list}. Runs come and go, so clients keep this list for no time. */
  Future<Reply> list(Exchange exchange, Round round) {
    return all(ResourceSource::resources, exchange.principal(), "uri").map(resources -> new Reply.Done(
        pages.page(exchange.params(), resources, "uri", "resources"), Reply.Freshness.NONE));
  }

  /** Performs {@code resources/templates/list}. */
  Future<Reply> templates(Exchange exchange, Round round) {
    return all(ResourceSource::templates, exchange.principal(), "uriTemplate").map(templates -> new Reply.Done(
        pages.page(exchange.params(), templates, "uriTemplate", "resourceTemplates"), new Reply.Freshness(listTtlMillis, false)));
  }

  /** Performs {@code resources/read}. */
  Future<Reply> read(Exchange exchange, Round round) {
    String uri = uri(exchange.params());
    return read(uri, exchange.principal(), 0).map(found -> {
      if (found.isEmpty()) {
        throw unknown(uri, exchange.modern());
      }
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      result.set("contents", found.get().path("contents"));
      return new Reply.Done(result, new Reply.Freshness(Math.max(0, found.get().path("ttlMs").asLong(0)), false));
    });
  }

  /** Values for a variable of a template. */
  Future<Optional<List<String>>> complete(String template, String variable, String value, Principal caller) {
    return complete(template, variable, value, caller, 0);
  }

  /** One more client listens for changes of a resource. */
  void follow(String uri) {
    if (followers.merge(uri, 1, Integer::sum) == 1) {
      sources.forEach(source -> source.follow(uri, true));
    }
  }

  /** One client less listens for changes of a resource. */
  void unfollow(String uri) {
    if (followers.computeIfPresent(uri, (key, count) -> count == 1 ? null : count - 1) == null) {
      sources.forEach(source -> source.follow(uri, false));
    }
  }

  /** Tells the watcher what changes in any source. */
  Runnable watch(ResourceSource.Watcher watcher) {
    List<Runnable> stops = sources.stream().map(source -> source.watch(watcher)).toList();
    return () -> stops.forEach(Runnable::run);
  }

  static String uri(JsonNode params) {
    String uri = params.path("uri").textValue();
    if (uri == null || uri.isEmpty() || uri.length() > LONGEST_URI) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'uri' must name a resource in 1 to " + LONGEST_URI + " characters.");
    }
    return uri;
  }

  private Future<Optional<ObjectNode>> read(String uri, Principal caller, int from) {
    return from == sources.size()
        ? Future.succeededFuture(Optional.empty())
        : sources.get(from).read(uri, caller).compose(found ->
            found.isPresent() ? Future.succeededFuture(found) : read(uri, caller, from + 1));
  }

  private Future<Optional<List<String>>> complete(String template, String variable, String value, Principal caller, int from) {
    return from == sources.size()
        ? Future.succeededFuture(Optional.empty())
        : sources.get(from).complete(template, variable, value, caller).compose(found ->
            found.isPresent() ? Future.succeededFuture(found) : complete(template, variable, value, caller, from + 1));
  }

  private Future<List<ObjectNode>> all(
      BiFunction<ResourceSource, Principal, Future<List<ObjectNode>>> of, Principal caller, String key) {
    List<Future<List<ObjectNode>>> parts = sources.stream().map(source -> of.apply(source, caller)).toList();
    return Future.all(parts).map(done -> {
      List<ObjectNode> all = new ArrayList<>();
      parts.forEach(part -> all.addAll(part.result()));
      all.sort(Comparator.comparing(entry -> entry.path(key).asText()));
      return all;
    });
  }

  private static RpcFault unknown(String uri, boolean modern) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("uri", uri);
    return new RpcFault(new RpcError(modern ? RpcError.INVALID_PARAMS : NOT_FOUND, "There is no resource with this 'uri'.", data));
  }
}
