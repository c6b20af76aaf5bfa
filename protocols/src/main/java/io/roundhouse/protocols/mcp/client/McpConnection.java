package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.roundhouse.protocols.http.BoundedJson;
import io.roundhouse.protocols.http.DownstreamHealth;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.mcp.client.oauth.OAuthClient;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A supervised connection to one downstream MCP server. Thread-safe; all its work is done on one event loop.
 *
 * <p>While the server is gone, calls of its tools fail at once as an outage that names the time of the next attempt to connect.
 */
public final class McpConnection {

  /** Reads and writes what goes to and comes from servers; made here, so that its classes are not loaded on an event loop. */
  static final BoundedJson JSON = new BoundedJson(256);

  private static final Logger LOG = LoggerFactory.getLogger(McpConnection.class);
  private static final int MOST_FOLLOWED = 1_000;

  private final Vertx vertx;
  private final McpServer server;
  private final Context context;
  private final Clock clock;
  private final Timers timers;
  private final Timer answered;
  private final Timer failed;
  private final Toolbox toolbox;
  private final Inventory inventory;
  private final Shelf shelf;
  private final Set<String> followed = new LinkedHashSet<>();
  private final List<FederatedOffer> offers = new CopyOnWriteArrayList<>();
  private final Conversation standing;
  private final @Nullable OAuthClient authorization;
  private final Turns turns;
  private Era known;
  private final List<Promise<Attempt>> waiting = new ArrayList<>();
  private volatile @Nullable Attempt current;
  private volatile @Nullable Instant retryAt;
  private volatile boolean closed;
  private int failures;
  private Instant connectedAt = Instant.EPOCH;

  private McpConnection(Vertx vertx, McpServer server, MeterRegistry meters, Clock clock, Timers timers) {
    this.vertx = vertx;
    this.server = server;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.clock = clock;
    this.timers = timers;
    this.toolbox = new Toolbox(server, this::call);
    this.inventory = new Inventory(vertx, context, server, clock, timers, toolbox);
    this.shelf = new Shelf(server, clock, () -> offers.forEach(FederatedOffer::listsChanged));
    this.standing = new StandingConversation(server.inputs());
    this.authorization = server.transport() instanceof McpTransport.Http http && http.authorization() != null
        ? new OAuthClient(vertx, http.url(), http.authorization(), clock)
        : null;
    this.turns = new Turns(server.limits());
    this.known = server.era();
    this.answered = timer(meters, "ok");
    this.failed = timer(meters, "error");
    Gauge.builder("roundhouse.mcp.client.connected", this, connection -> connection.isConnected() ? 1 : 0)
        .tag("server", server.name()).register(meters);
  }

  /**
   * Connects and learns the server's tools.
   *
   * <p>The future fails with an {@link McpServerException} if that does not succeed within the server's connect timeout, unless the
   * server is not required: then its approved tools, if any are known, are there and fail as an outage until it can be reached. Later
   * losses of the connection are repaired in the background.
   */
  public static Future<McpConnection> open(Vertx vertx, McpServer server, MeterRegistry meters) {
    return open(vertx, server, meters, Clock.systemUTC(), (wait, action) -> vertx.setTimer(wait.toMillis(), due -> action.run()));
  }

  static Future<McpConnection> open(Vertx vertx, McpServer server, MeterRegistry meters, Clock clock, Timers timers) {
    McpConnection connection = new McpConnection(vertx, server, meters, clock, timers);
    Promise<McpConnection> opened = Promise.promise();
    connection.context.runOnContext(on -> connection.connect().onComplete(
        done -> opened.complete(connection),
        why -> {
          if (server.required()) {
            connection.close().onComplete(closed -> opened.fail(why));
          } else {
            connection.begin(why).onComplete(done -> opened.complete(connection));
          }
        }));
    return opened.future();
  }

  /** Who is at the other end. */
  public McpServer server() {
    return server;
  }

  /** The server's tools under their names in the catalog; they stay usable across reconnects. */
  public List<Tool> tools() {
    return toolbox.tools();
  }

  /** Puts the tools into the runtime's catalog, and from now on every change of them, too. */
  public void join(AgentRuntime runtime) {
    toolbox.join(runtime);
  }

  /**
   * Resources, prompts and completions of the server as sources for an MCP endpoint.
   *
   * @param sees whether somebody sees a prompt by its name here; for all resources the name is the server's prefix and {@code resources}
   */
  public FederatedOffer offer(BiPredicate<Principal, String> sees) {
    FederatedOffer offer = new FederatedOffer(this, sees);
    offers.add(offer);
    return offer;
  }

  /** What the server offers besides tools, asked for again if the server's promise is over. */
  Shelf.Stock stock() {
    if (shelf.isStale()) {
      context.runOnContext(on -> {
        Attempt attempt = current;
        if (attempt != null && attempt.isReady() && shelf.isStale()) {
          shelf.refresh(attempt);
        }
      });
    }
    return shelf.stock();
  }

  /** Asks the server for something other than a call; completes on the caller's context. */
  Future<JsonNode> ask(String method, ObjectNode params) {
    Promise<JsonNode> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
    context.runOnContext(on -> {
      Attempt attempt = current;
      if (attempt == null || !attempt.isReady()) {
        answer.fail(CallFault.notSent(FailureClass.OUTAGE, gone()));
      } else {
        attempt.ask(method, params).onComplete(answer);
      }
    });
    return answer.future();
  }

  /** Hears of changes of a resource from now on, or no longer; at most 1,000 are followed. */
  void follow(String uri, boolean on) {
    context.runOnContext(here -> {
      boolean news = on ? followed.size() < MOST_FOLLOWED && followed.add(uri) : followed.remove(uri);
      Attempt attempt = current;
      if (news && attempt != null && attempt.isReady()) {
        attempt.follow(uri, on);
      }
    });
  }

  /** Whether calls reach the server now. */
  public boolean isConnected() {
    Attempt attempt = current;
    return attempt != null && attempt.isReady();
  }

  /** When the next attempt to connect is due; empty while connected. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  /** The process of a stdio server; empty for other transports and while there is none. */
  public OptionalLong pid() {
    Attempt attempt = current;
    return attempt == null ? OptionalLong.empty() : attempt.pid();
  }

  /** How the server is doing, for the health page. */
  public DownstreamHealth health() {
    return new DownstreamHealth(server.name(), isConnected(), isConnected() ? toolbox.summary() : absence());
  }

  /** Ends the connection and a stdio server's process: closes its input, then asks it to end, then ends it. */
  public Future<Void> close() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(on -> {
      closed = true;
      retryAt = null;
      inventory.close();
      tellThatThereIsNone();
      if (authorization != null) {
        authorization.close();
      }
      Attempt attempt = current;
      current = null;
      if (attempt == null) {
        done.complete();
      } else {
        attempt.close("the connection was closed").onComplete(done);
      }
    });
    return done.future();
  }

  /** The tools that wait for a person's approval. */
  public List<Held> held() {
    return toolbox.held();
  }

  /** The revision that is spoken now; empty while there is no connection. */
  public Optional<String> revision() {
    Attempt attempt = current;
    return attempt == null ? Optional.empty() : attempt.agreement().map(Agreement::revision);
  }

  /**
   * Looks at the definitions of the tools again, as after a change of the approvals or of the tools next to them; the future succeeds
   * when the tools are as they should be.
   */
  public Future<Void> review() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(on -> inventory.review().onComplete(done));
    return done.future();
  }

  private Future<Void> connect() {
    Attempt attempt = new Attempt(vertx, context, server, known, standing, authorization, this::lost, news(), followed);
    current = attempt;
    Future<Void> taken = attempt.open().compose(inventory::take).onFailure(why -> {
      known = server.era();
      attempt.close("its tools cannot be taken over");
    });
    return taken.<Void>map(done -> {
      shelf.refresh(attempt);
      attempt.agreement().ifPresent(agreed -> known = server.era() == Era.AUTO && !agreed.isModern() ? Era.LEGACY : server.era());
      retryAt = null;
      connectedAt = clock.instant();
      LOG.info("connected to server '{}' with revision {}: {}", server.name(), revision().orElse("?"), toolbox.summary());
      return null;
    }).onComplete(done -> tell(one -> one.complete(attempt)), why -> tellThatThereIsNone());
  }

  /** Goes on without a server that is not needed at once: with the tools it is known to have. */
  private Future<Void> begin(Throwable why) {
    LOG.warn("{}; going on without it", why.getMessage());
    retryLater();
    return inventory.takeApproved().otherwiseEmpty();
  }

  /** An attempt that was ready is of no use any more. */
  private void lost(Attempt attempt, String why, boolean retryAtOnce) {
    if (current != attempt || closed) {
      return;
    }
    Duration lastWait = server.backoff().after(failures - 1);
    if (!connectedAt.plus(lastWait).isAfter(clock.instant())) {
      failures = 0;
    }
    LOG.warn("lost server '{}': {}", server.name(), why);
    if (retryAtOnce && failures == 0) {
      failures++;
      retryAt = clock.instant();
      reconnect();
    } else {
      retryLater();
    }
  }

  private void retryLater() {
    tellThatThereIsNone();
    Duration wait = server.backoff().after(failures++);
    retryAt = clock.instant().plus(wait);
    LOG.info("next attempt to connect to server '{}' in {} ms", server.name(), wait.toMillis());
    timers.after(wait, () -> context.runOnContext(on -> reconnect()));
  }

  private void reconnect() {
    if (closed) {
      return;
    }
    connect().onFailure(why -> {
      if (!closed) {
        LOG.warn("{}", why.getMessage());
        retryLater();
      }
    });
  }

  private Future<ToolResult> call(String remote, ToolCall call) {
    Context caller = vertx.getOrCreateContext();
    Promise<ToolResult> promise = Promise.promise();
    long start = System.nanoTime();
    context.runOnContext(on -> callHere(remote, call).onComplete(done -> {
      Timer timer = done.result() instanceof ToolResult.Success ? answered : failed;
      timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      caller.runOnContext(back -> promise.handle(done));
    }));
    return promise.future();
  }

  private Future<ToolResult> callHere(String remote, ToolCall call) {
    Attempt attempt = current;
    if (attempt == null || !attempt.isReady()) {
      return Future.succeededFuture(ToolResult.failure(FailureClass.OUTAGE, gone()));
    }
    Held holding = toolbox.held(remote);
    if (holding != null) {
      return Future.succeededFuture(ToolResult.failure(FailureClass.OUTAGE, holding.sentence()));
    }
    inventory.refreshIfStale(attempt);
    Duration timeout = server.callTimeout().compareTo(call.timeout()) < 0 ? server.callTimeout() : call.timeout();
    CallConversation conversation = new CallConversation(server, call.dialogue(), context);
    return turns.take(call.cancellation(),
            () -> attempt.call(Translation.request(remote, call), timeout, call.cancellation(), conversation)
                .recover(why -> why instanceof CallFault fault && fault.isSessionOver()
                    ? nextSession().compose(next ->
                        next.call(Translation.request(remote, call), timeout, call.cancellation(), conversation))
                    : Future.failedFuture(why)))
        .map(result -> Translation.result(server, result))
        .otherwise(why -> {
          if (!(why instanceof CallFault) && !(why instanceof RpcFault)) {
            LOG.warn("the answer of server '{}' to tool '{}' cannot be read", server.name(), remote, why);
          }
          return Translation.failure(server.name(), why);
        });
  }

  /** The life after this one, which begins at once when the server has forgotten the session. */
  private Future<Attempt> nextSession() {
    Promise<Attempt> began = Promise.promise();
    waiting.add(began);
    return began.future();
  }

  private void tell(Consumer<Promise<Attempt>> news) {
    List<Promise<Attempt>> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(news);
  }

  private void tellThatThereIsNone() {
    tell(one -> one.fail(CallFault.sessionOver("the session with server '" + server.name() + "' has expired, and there is no new one")));
  }

  private News news() {
    return new News() {
      @Override
      public void toolsChanged(Attempt attempt) {
        inventory.refresh(attempt);
      }

      @Override
      public void offersChanged(Attempt attempt) {
        shelf.refresh(attempt);
      }

      @Override
      public void updated(String uri) {
        offers.forEach(offer -> offer.updated(uri));
      }
    };
  }

  private String gone() {
    return "server '" + server.name() + "' is not connected; " + absence();
  }

  private String absence() {
    Instant next = retryAt;
    if (closed) {
      return "the connection was closed";
    }
    return next == null || !next.isAfter(clock.instant())
        ? "an attempt to connect is under way"
        : "the next attempt to connect is at " + next.truncatedTo(ChronoUnit.MILLIS);
  }

  private Timer timer(MeterRegistry meters, String outcome) {
    return Timer.builder("roundhouse.mcp.client.calls")
        .description("Calls of tools of downstream MCP servers")
        .tag("server", server.name())
        .tag("outcome", outcome)
        .register(meters);
  }
}
