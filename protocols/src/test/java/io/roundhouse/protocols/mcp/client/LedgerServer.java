package io.roundhouse.protocols.mcp.client;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A small MCP server in a process of its own, made with the SDK. */
public final class LedgerServer {

  private static final Map<String, Object> ANY = Map.of("type", "object");

  private LedgerServer() {}

  /** The command that starts it. */
  static McpTransport.Stdio command() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return McpTransport.Stdio.of(
        java, "-Xmx64m", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=logback-stderr.xml", "-cp", classes,
        LedgerServer.class.getName());
  }

  public static void main(String[] arguments) {
    McpSyncServer server = McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
        .serverInfo("ledger", "1.0")
        .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
        .tools(
            tool("post", new McpSchema.ToolAnnotations(null, false, false, true, null, null), LedgerServer::post),
            tool("balance", new McpSchema.ToolAnnotations(null, true, null, null, null, null), request -> said("42")),
            tool("hang", null, LedgerServer::hang),
            tool("refuse", null, request -> failed("the account is closed", Map.of())),
            tool("outage", null, request -> failed("the bank is closed", Map.of("io.roundhouse/failure", "outage"))))
        .build();
    server.addTool(tool("grow", null, request -> {
      server.addTool(tool("grown", null, again -> said("up")));
      return said("ok");
    }));
    System.err.println("ledger is up");
  }

  private static McpServerFeatures.SyncToolSpecification tool(
      String name, McpSchema.ToolAnnotations hints, Function<McpSchema.CallToolRequest, CallToolResult> body) {
    McpSchema.Tool tool = McpSchema.Tool.builder(name, ANY).description(name + " of the ledger").annotations(hints).build();
    return new McpServerFeatures.SyncToolSpecification(tool, (exchange, request) -> body.apply(request));
  }

  private static CallToolResult post(McpSchema.CallToolRequest request) {
    Map<String, Object> entry = Map.of(
        "posted", request.arguments(), "key", request.meta().getOrDefault("io.roundhouse/idempotency-key", "none"));
    return CallToolResult.builder().structuredContent(entry).addTextContent("posted").build();
  }

  private static CallToolResult hang(McpSchema.CallToolRequest request) {
    System.err.println("hanging");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return said("never");
  }

  private static CallToolResult said(String text) {
    return CallToolResult.builder().addTextContent(text).build();
  }

  private static CallToolResult failed(String text, Map<String, Object> meta) {
    return CallToolResult.builder().content(List.of(McpSchema.TextContent.builder(text).build())).isError(true).meta(meta).build();
  }
}
