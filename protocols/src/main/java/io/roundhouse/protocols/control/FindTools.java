package io.roundhouse.protocols.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.vertx.core.Future;
import java.util.List;

/** The tool {@code find_tools}: what of the catalog has to do with a query, as far as the caller may see it. */
final class FindTools {

  static final String NAME = "find_tools";

  private static final int STANDARD = 8;
  private static final Schema INPUT = Schema.parse("""
      {"type":"object","properties":{
        "query":{"type":"string","minLength":1,"maxLength":2000,"description":"What you want to do, in a few words."},
        "limit":{"type":"integer","minimum":1,"maximum":50,"description":"At most this many; 8 unless said."}},
        "required":["query"],"additionalProperties":false}""");
  private static final Schema OUTPUT = Schema.parse("""
      {"type":"object","properties":{"tools":{"type":"array","items":{"type":"object"}},"found":{"type":"integer"}},
        "required":["tools","found"]}""");

  private final CatalogIndex index;

  private FindTools(CatalogIndex index) {
    this.index = index;
  }

  static Tool tool(CatalogIndex index) {
    return Tool.async(NAME,
            "Searches the tools and agents of this server. Returns the best ones with their input schemas; call one by its name, or by "
                + RouteTool.NAME + ".",
            INPUT, new FindTools(index)::call)
        .withOutput(OUTPUT)
        .withEffect(Effect.PURE);
  }

  private Future<ToolResult> call(ToolCall call) {
    int limit = call.arguments().path("limit").asInt(STANDARD);
    return index.search(call.caller(), call.arguments().path("query").asText()).map(hits -> ToolResult.of(page(call, hits, limit)));
  }

  private ObjectNode page(ToolCall call, List<CatalogIndex.Hit> hits, int limit) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = page.putArray("tools");
    for (CatalogIndex.Hit hit : hits.subList(0, Math.min(limit, hits.size()))) {
      ObjectNode entry = hit.offered().toJson(hit.score());
      if (index.check(call.caller(), hit.offered()) instanceof AccessRules.Verdict.Lacking lacking) {
        ArrayNode needs = entry.putArray("needsScopes");
        lacking.needs().forEach(needs::add);
      }
      tools.add(entry);
    }
    return page.put("found", hits.size());
  }
}
