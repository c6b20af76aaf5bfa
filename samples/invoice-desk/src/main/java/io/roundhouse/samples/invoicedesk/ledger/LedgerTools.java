package io.roundhouse.samples.invoicedesk.ledger;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The MCP tools of the ledger: {@code post}, {@code find} and {@code totals}. A refusal is a result marked as an error. */
record LedgerTools(Ledger ledger, McpJsonMapper schemas, ObjectMapper json) {

  List<SyncToolSpecification> all() {
    return List.of(
        tool("post", "Books an entry. Posting the same entry again books nothing and returns the first posting.",
            new ToolAnnotations("Post an entry", false, false, true, false, null),
            LedgerSchemas.POST_INPUT, LedgerSchemas.POST_OUTPUT, arguments -> ledger.post(entry(arguments))),
        tool("find", "Returns the entry with a key, if there is one.", readOnly("Find an entry"),
            LedgerSchemas.FIND_INPUT, LedgerSchemas.FIND_OUTPUT, arguments -> found(String.valueOf(arguments.get("key")))),
        tool("totals", "Returns the number of entries and the sums of all accounts.", readOnly("Sum up the ledger"),
            LedgerSchemas.TOTALS_INPUT, LedgerSchemas.TOTALS_OUTPUT, arguments -> ledger.totals()));
  }

  private SyncToolSpecification tool(String name, String description, ToolAnnotations hints, String input, String output,
      Function<Map<String, Object>, Object> work) {
    Tool tool = Tool.builder(name, schemas, input).description(description).outputSchema(schemas, output).annotations(hints).build();
    return SyncToolSpecification.builder().tool(tool).callHandler((exchange, request) -> call(request, work)).build();
  }

  private CallToolResult call(CallToolRequest request, Function<Map<String, Object>, Object> work) {
    try {
      Map<?, ?> content = json.convertValue(work.apply(request.arguments()), Map.class);
      return CallToolResult.builder().structuredContent(content).addTextContent(json.valueToTree(content).toString()).build();
    } catch (LedgerRefusal refusal) {
      return CallToolResult.builder().isError(true).addTextContent(String.valueOf(refusal.getMessage())).build();
    }
  }

  private Object found(String key) {
    Optional<Ledger.StoredEntry> stored = ledger.find(key);
    return stored.<Object>map(entry -> new Found(true, Long.toString(entry.id()), entry.entry())).orElse(Map.of("found", false));
  }

  private LedgerEntry entry(Map<String, Object> arguments) {
    try {
      return json.convertValue(arguments, LedgerEntry.class);
    } catch (IllegalArgumentException invalid) {
      if (invalid.getCause() instanceof JsonMappingException mapping && mapping.getCause() instanceof LedgerRefusal refusal) {
        throw refusal;
      }
      throw new LedgerRefusal("the arguments are not an entry; expected key, date, text and lines of account, debit and credit");
    }
  }

  private static ToolAnnotations readOnly(String title) {
    return new ToolAnnotations(title, true, false, true, false, null);
  }

  private record Found(boolean found, String reference, LedgerEntry entry) {}
}
