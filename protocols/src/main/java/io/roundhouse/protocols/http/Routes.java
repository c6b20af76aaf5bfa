package io.roundhouse.protocols.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The paths of the front, as an endpoint adds to them. Used before the front listens, by one thread. */
public final class Routes {

  static final String PATH_KEY = "roundhouse.path";
  static final String FORMAT_KEY = "roundhouse.format";
  private static final String WELL_KNOWN = "/.well-known/";

  private final Router router;
  private final BodyReader bodies;
  private final BoundedJson json;
  private final Gate gate;
  private final List<String> guarded = new ArrayList<>();

  Routes(Router router, BodyReader bodies, BoundedJson json, Gate gate) {
    this.router = router;
    this.bodies = bodies;
    this.json = json;
    this.gate = gate;
  }

  /** Reads request bodies within the front's limits. */
  public BodyReader bodies() {
    return bodies;
  }

  /** Reads and writes JSON within the front's limits. */
  public BoundedJson json() {
    return json;
  }

  /** The paths that ask who comes, in the order in which they were added. */
  public List<String> guarded() {
    return Collections.unmodifiableList(guarded);
  }

  /**
   * Answers a path to everybody: what is on it must be public, such as how to get in. Everything under {@code /.well-known/} is, too.
   *
   * @see #at
   */
  public void open(String path, ErrorFormat format, Map<HttpMethod, Handler<RoutingContext>> handlers) {
    add(path, format, handlers, false);
  }

  /**
   * Answers a path to whom the gate lets in; a method that is not in {@code handlers} gets status 405 with the list of those that are.
   *
   * @param path a path of the router, for example {@code /runs/:id}
   * @param format how refusals are written
   */
  public void at(String path, ErrorFormat format, Map<HttpMethod, Handler<RoutingContext>> handlers) {
    add(path, format, handlers, !path.contains(WELL_KNOWN));
  }

  private void add(String path, ErrorFormat format, Map<HttpMethod, Handler<RoutingContext>> handlers, boolean asks) {
    if (asks) {
      guarded.add(path);
    }
    String allowed = handlers.keySet().stream().map(HttpMethod::name)
        .collect(Collectors.toCollection(TreeSet::new)).stream().collect(Collectors.joining(", "));
    Refusal wrongMethod = Refusal.of(405, "method-not-allowed", "This path takes " + allowed + " only.").withHeader("Allow", allowed);
    router.route(path).handler(context -> {
      context.put(PATH_KEY, path).put(FORMAT_KEY, format);
      Handler<RoutingContext> handler = handlers.get(context.request().method());
      if (handler == null) {
        throw wrongMethod;
      }
      if (asks) {
        admit(context, handler);
      } else {
        handler.handle(context);
      }
    });
  }

  private void admit(RoutingContext context, Handler<RoutingContext> handler) {
    Future<Principal> admission = gate.admit(context);
    if (admission.succeeded()) {
      admission.result().attach(context);
      handler.handle(context);
      return;
    }
    // Nobody reads the body yet: it must not arrive before the endpoint asks for it.
    context.request().pause();
    // What the gate waits for may be fetched for a request of another event loop.
    Promise<Principal> here = ((ContextInternal) context.vertx().getOrCreateContext()).promise();
    admission.onComplete(here);
    here.future().onComplete(principal -> {
      principal.attach(context);
      try {
        handler.handle(context);
      } catch (RuntimeException e) {
        context.fail(e);
      }
      context.request().resume();
    }, refused -> {
      context.request().resume();
      context.fail(refused);
    });
  }

  /** Says how refusals of this request are written from now on, in place of the format of its path. */
  public static void format(RoutingContext context, ErrorFormat format) {
    context.put(FORMAT_KEY, format);
  }

  /** The media types of a header such as {@code Accept} or {@code Content-Type}, in lower case, without parameters. */
  public static List<String> mediaTypes(RoutingContext context, String header) {
    String value = context.request().getHeader(header);
    return value == null ? List.of() : MediaTypes.of(value);
  }
}
