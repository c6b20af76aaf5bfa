package io.roundhouse.protocols.mcp.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.mcp.ResourceSource;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources that the suite reads. */
final class FixtureResources implements ResourceSource {

  private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

  @Override
  public Future<List<ObjectNode>> resources(Principal caller) {
    return Future.succeededFuture(List.of(
        resource("static-text", "text/plain", "A text that stays as it is"),
        resource("static-binary", "image/png", "A picture"),
        resource("watched-resource", "text/plain", "A text that may change")));
  }

  @Override
  public Future<List<ObjectNode>> templates(Principal caller) {
    return Future.succeededFuture(List.of(JsonNodeFactory.instance.objectNode()
        .put("uriTemplate", "test://template/{id}/data").put("name", "template").put("mimeType", "application/json")));
  }

  @Override
  public Future<Optional<ObjectNode>> read(String uri, Principal caller) {
    Matcher template = TEMPLATE.matcher(uri);
    if (template.matches()) {
      String id = template.group(1);
      ObjectNode data = JsonNodeFactory.instance.objectNode().put("id", id).put("templateTest", true).put("data", "Data for ID: " + id);
      return contents(uri, "application/json", "text", data.toString());
    }
    return switch (uri) {
      case "test://static-text" -> contents(uri, "text/plain", "text", "This is the content of the static text resource.");
      case "test://static-binary" -> contents(uri, "image/png", "blob", Blocks.PNG);
      case "test://watched-resource" -> contents(uri, "text/plain", "text", "Watched resource content");
      default -> Future.succeededFuture(Optional.empty());
    };
  }

  private static ObjectNode resource(String name, String mimeType, String description) {
    return JsonNodeFactory.instance.objectNode()
        .put("uri", "test://" + name).put("name", name).put("description", description).put("mimeType", mimeType);
  }

  private static Future<Optional<ObjectNode>> contents(String uri, String mimeType, String member, String value) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("ttlMs", 60_000);
    result.putArray("contents").addObject().put("uri", uri).put("mimeType", mimeType).put(member, value);
    return Future.succeededFuture(Optional.of(result));
  }
}
