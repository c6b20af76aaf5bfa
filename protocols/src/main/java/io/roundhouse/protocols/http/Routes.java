package io.roundhouse.protocols.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The paths of the front, as an endpoint adds to them. Used before the front listens, by one thread. */
public final class Routes {

  static final String PATH_KEY = "roundhouse.path";
  static final String FORMAT_KEY = "roundhouse.format";

  private final Router router;
  private final BodyReader bodies;
  private final BoundedJson json;

  Routes(Router router, BodyReader bodies, BoundedJson json) {
    this.router = router;
    this.bodies = bodies;
    this.json = json;
  }

  /** Reads request bodies within the front's limits. */
  public BodyReader bodies() {
    return bodies;
  }

  /** Reads and writes JSON within the front's limits. */
  public BoundedJson json() {
    return json;
  }

  /**
   * Answers a path; a method that is not in {@code handlers} gets status 405 with the list of those that are.
   *
   * @param path a path of the router, for example {@code /runs/:id}
   * @param format how refusals are written
   */
  public void at(String path, ErrorFormat format, Map<HttpMethod, Handler<RoutingContext>> handlers) {
    String allowed = handlers.keySet().stream().map(HttpMethod::name)
        .collect(Collectors.toCollection(TreeSet::new)).stream().collect(Collectors.joining(", "));
    Refusal wrongMethod = Refusal.of(405, "method-not-allowed", "This path takes " + allowed + " only.").withHeader("Allow", allowed);
    router.route(path).handler(context -> {
      context.put(PATH_KEY, path).put(FORMAT_KEY, format);
      Handler<RoutingContext> handler = handlers.get(context.request().method());
      if (handler == null) {
        throw wrongMethod;
      }
      handler.handle(context);
    });
  }

  /** The media types of a header such as {@code Accept} or {@code Content-Type}, in lower case, without parameters. */
  public static List<String> mediaTypes(RoutingContext context, String header) {
    String value = context.request().getHeader(header);
    return value == null ? List.of() : MediaTypes.of(value);
  }
}
