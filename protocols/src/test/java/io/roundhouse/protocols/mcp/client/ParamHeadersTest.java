package io.roundhouse.protocols.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.protocols.House;
import io.roundhouse.runtime.CatalogException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamHeadersTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "us-west1 | us-west1",
      "a b | a b",
      "Hello, 世界 | =?base64?SGVsbG8sIOS4lueVjA==?=",
      "' padded ' | =?base64?IHBhZGRlZCA=?=",
      "=?base64?literal?= | =?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=",
  })
  void encodesWhatAHeaderCannotCarry(String value, String header) {
    assertThat(ParamHeaders.encode(value)).isEqualTo(header);
  }

  @Test
  void encodesLineBreaksSoThatNobodyAddsHeaders() {
    assertThat(ParamHeaders.encode("line1\nline2")).isEqualTo("=?base64?bGluZTEKbGluZTI=?=");
  }

  @Test
  void takesValuesFromWhereTheyAreMarked() {
    ParamHeaders headers = ParamHeaders.of(House.json("""
        {"type":"object","properties":{
          "place":{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}},
          "count":{"type":"integer","x-mcp-header":"Count"},"dry":{"type":"boolean","x-mcp-header":"Dry"},"text":{"type":"string"}}}"""));

    assertThat(headers.values(House.json("{\"place\":{\"region\":\"eu\"},\"count\":-7,\"dry\":null,\"text\":\"t\"}")))
        .containsOnly(Map.entry("Mcp-Param-Region", "eu"), Map.entry("Mcp-Param-Count", "-7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A B\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},\"b\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}}",
      "{\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}}",
      "{\"oneOf\":[{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}]}",
      "{\"$defs\":{\"d\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}},\"properties\":{\"a\":{\"$ref\":\"#/$defs/d\"}}}",
  })
  void refusesMarksThatBreakTheRules(String schema) {
    assertThatThrownBy(() -> ParamHeaders.of(House.json(schema))).isInstanceOf(CatalogException.class);
  }
}
