package io.roundhouse.protocols;

import static io.roundhouse.runtime.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.a2a.A2aEndpoint;
import io.roundhouse.protocols.a2a.A2aOptions;
import io.roundhouse.protocols.access.Access;
import io.roundhouse.protocols.access.AccessGate;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.ClientLimits;
import io.roundhouse.protocols.access.ResourceMetadata;
import io.roundhouse.protocols.approval.ApprovalMode;
import io.roundhouse.protocols.approval.ApprovalPages;
import io.roundhouse.protocols.http.DownstreamHealth;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.mcp.McpEndpoint;
import io.roundhouse.protocols.mcp.McpOffer;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.RuledTools;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A running front with an MCP and an A2A endpoint over a fixture catalog, and a blocking client for tests. */
public final class House implements AutoCloseable {

  public static final ObjectMapper JSON = new ObjectMapper();

  public final Vertx vertx = WatchedVertx.create();
  public final FixtureTools tools = new FixtureTools(vertx);
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final AgentRuntime runtime;
  public final HttpFront front;
  private final HttpClient client = HttpClient.newHttpClient();

  private House(Catalog more, HttpOptions http, McpOptions mcp, McpOffer offer, A2aOptions a2a) {
    this(more, http, mcp, offer, a2a, AccessOptions.off(), ClientLimits.ofDefaults(), ApprovalMode.FORM);
  }

  private House(
      Catalog more, HttpOptions http, McpOptions mcp, McpOffer offer, A2aOptions a2a, AccessOptions who, ClientLimits limits,
      ApprovalMode approvals) {
    Catalog catalog = tools.addTo(more);
    runtime = RuntimeBuilder.on(vertx).catalog(catalog).build();
    Access access = Access.of(who, vertx);
    McpOffer offered = who.on() ? offer.withVisibility(RuledTools.of(access.rules(), runtime::catalog)) : offer;
    front = HttpFront.of(runtime, http, meters);
    if (approvals == ApprovalMode.URL) {
      ApprovalPages pages = ApprovalPages.of(runtime, access, () -> URI.create(url("")), Duration.ofMinutes(1));
      front.with(pages);
      offered = offered.withApprovals(pages);
    }
    front
        .withGate(AccessGate.of(access, limits, null))
        .with(McpEndpoint.of(runtime, mcp, offered, meters))
        .with(A2aEndpoint.of(runtime, a2a, meters))
        .with(ResourceMetadata.of(access, null))
        .withMetrics(() -> "up 1\n")
        .withDownstream(() -> List.of(new DownstreamHealth("ledger", true, "3 tools")));
    await(front.start());
  }

  public static House open() {
    return at(0);
  }

  public static House at(int port) {
    return with(HttpOptions.ofDefaults().withPort(port), McpOptions.ofDefaults(), A2aOptions.ofDefaults());
  }

  public static House with(McpOptions mcp) {
    return with(HttpOptions.ofDefaults().withPort(0), mcp, A2aOptions.ofDefaults());
  }

  public static House with(McpOffer offer) {
    return new House(
        Catalog.empty(), HttpOptions.ofDefaults().withPort(0), McpOptions.ofDefaults(), offer, A2aOptions.ofDefaults());
  }

  /** A house that asks who comes, and keeps clients to these limits. */
  public static House guarded(AccessOptions who, ClientLimits limits) {
    return new House(Catalog.empty(), HttpOptions.ofDefaults().withPort(0), McpOptions.ofDefaults(), McpOffer.ofDefaults(),
        A2aOptions.ofDefaults(), who, limits, ApprovalMode.FORM);
  }

  /** A house that asks who comes and sends callers to pages for approvals. */
  public static House approving(AccessOptions who) {
    return new House(Catalog.empty(), HttpOptions.ofDefaults().withPort(0), McpOptions.ofDefaults(), McpOffer.ofDefaults(),
        A2aOptions.ofDefaults(), who, ClientLimits.ofDefaults(), ApprovalMode.URL);
  }

  public static House with(HttpOptions http, McpOptions mcp, A2aOptions a2a) {
    return new House(Catalog.empty(), http, mcp, McpOffer.ofDefaults(), a2a);
  }

  public String url(String path) {
    return "http://127.0.0.1:" + front.port() + path;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(20));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  public static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode text(String value) {
    return JsonNodeFactory.instance.objectNode().put("text", value);
  }

  @Override
  public void close() {
    await(front.close(Duration.ofSeconds(5)));
    await(runtime.close(Duration.ofSeconds(5)));
    await(vertx.close());
  }
}
