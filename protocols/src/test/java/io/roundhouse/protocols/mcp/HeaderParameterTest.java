package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.protocols.House;
import io.roundhouse.protocols.http.RpcFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderParameterTest {

  @Test
  void findsAnnotatedPropertiesWithinProperties() {
    List<HeaderParameter> found = HeaderParameter.of(House.json("""
        {"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"},
         "page":{"type":"object","properties":{"size":{"type":"integer","x-mcp-header":"Page-Size"}}},"q":{"type":"string"}}}"""));

    assertThat(found).containsExactly(
        new HeaderParameter("Region", List.of("region")), new HeaderParameter("Page-Size", List.of("page", "size")));
    assertThat(found.get(1).value(House.json("{\"page\":{\"size\":7}}")).asInt()).isEqualTo(7);
    assertThat(found.get(1).value(House.json("{}")).isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a b\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a\\r\\nX\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},\"b\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}}",
      "{\"anyOf\":[{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}]}",
  })
  void refusesAnnotationsThatClientsWouldRefuse(String schema) {
    assertThatIllegalArgumentException().isThrownBy(() -> HeaderParameter.of(House.json(schema)));
  }

  @ParameterizedTest
  @CsvSource({
      "us-west1, us-west1",
      "=?base64?SGVsbG8sIOS4lueVjA==?=, 'Hello, \u4e16\u754c'",
      "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=, =?base64?literal?=",
      "=?base64?SGVsbG8=, =?base64?SGVsbG8=",
      "SGVsbG8=?=, SGVsbG8=?=",
  })
  void readsHeaderValues(String header, String value) {
    assertThat(ModernHeaders.decoded("Mcp-Name", header)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=?base64?SGVsbG8?=", "=?base64?SGVs!!!bG8=?=", "caf\u00e9", "a\u0001b", "=?base64?/w==?="})
  void refusesHeaderValuesThatStandForNothing(String header) {
    assertThatThrownBy(() -> ModernHeaders.decoded("Mcp-Name", header))
        .isInstanceOfSatisfying(RpcFault.class, fault -> assertThat(fault.error().code()).isEqualTo(-32020));
  }
}
