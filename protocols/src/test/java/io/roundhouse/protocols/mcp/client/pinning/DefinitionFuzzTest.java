package io.roundhouse.protocols.mcp.client.pinning;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.BoundedJson;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Definitions of tools as a server may send them: fingerprints, differences, signs of poisoning, and schemas. */
class DefinitionFuzzTest {

  private static final BoundedJson JSON = new BoundedJson(256);
  private static final List<String> OTHERS = List.of("files.read_file", "memory.readGraph", "pay");

  @FuzzTest
  void looksThroughWhateverAServerSaysAboutATool(byte[] input) {
    JsonNode listed;
    try {
      listed = JSON.parse(Buffer.buffer(input));
    } catch (Refusal noJson) {
      return;
    }
    Definition definition = Definition.of(listed);

    List<Finding> findings = DefinitionScanner.scan(definition, OTHERS);

    assertThat(findings).hasSizeLessThanOrEqualTo(10);
    findings.forEach(finding -> assertShows(finding.sentence()));
    assertThat(Definition.of(reversed(listed)).fingerprint()).isEqualTo(definition.fingerprint());
    assertThat(definition.differences(Definition.of(reversed(listed)))).isEmpty();
    definition.differences(Definition.of(JsonNodeFactory.instance.objectNode())).forEach(DefinitionFuzzTest::assertShows);
    if (listed.path("inputSchema").isObject()) {
      try {
        Schema.of(listed.path("inputSchema")).violations(listed);
      } catch (CatalogException unusable) {
        assertThat(unusable.getMessage()).isNotBlank();
      }
    }
  }

  /** Nothing a terminal or a person could miss. */
  private static void assertShows(String line) {
    assertThat(line.codePoints()).as(line).noneMatch(point -> HiddenCharacters.isHidden(point) || Character.isISOControl(point));
  }

  private static JsonNode reversed(JsonNode json) {
    if (json.isObject()) {
      ObjectNode turned = JsonNodeFactory.instance.objectNode();
      List.copyOf(json.properties()).reversed().forEach(member -> turned.set(member.getKey(), reversed(member.getValue())));
      return turned;
    }
    if (json.isArray()) {
      var turned = JsonNodeFactory.instance.arrayNode();
      json.forEach(element -> turned.add(reversed(element)));
      return turned;
    }
    return json;
  }
}
