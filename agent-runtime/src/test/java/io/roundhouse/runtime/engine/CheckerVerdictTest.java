package io.roundhouse.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.routers.models.cascade.Verdict;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerVerdictTest {

  private static Verdict given(String json) throws JsonProcessingException {
    return CheckerVerdict.of("check", ToolResult.of(new ObjectMapper().readTree(json)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "true | 1 | 'check' says yes",
      "false | 0 | 'check' says no",
      "0.25 | 0.25 | 'check' is 0.25 sure",
      "{\"passed\": true} | 1 | 'check' says yes",
      "{\"passed\": false, \"reason\": \"two of three tests fail\"} | 0 | two of three tests fail",
      "{\"sure\": 0.6, \"passed\": true, \"reason\": \"nearly\"} | 0.6 | nearly",
      "\"true\" | 1 | 'check' says yes",
      "\"{\\\"sure\\\": 1}\" | 1 | 'check' is 1 sure",
  }, quoteCharacter = '`')
  void readsWhatIsAVerdict(String json, double sure, String reason) throws JsonProcessingException {
    assertThat(given(json)).isEqualTo(new Verdict(sure, reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-0.1", "null", "[]", "{}", "\"fine\"", "\"\"", "{\"sure\":true}", "{\"sure\":2,\"passed\":true}",
      "{\"passed\":1}", "{\"passed\":\"true\"}"})
  void anythingElseIsNotContentAndSaysWhatItWas(String json) throws JsonProcessingException {
    Verdict verdict = given(json);

    assertThat(verdict.sure()).isZero();
    assertThat(verdict.reason()).startsWith("'check' cannot judge: it gave " + json).contains("expected true, false, 0 to 1");
  }

  @Test
  void aCheckerThatFailsOrAsksBackIsNotContent() {
    assertThat(CheckerVerdict.of("check", ToolResult.failure(FailureClass.OUTAGE, "the compiler is gone")))
        .isEqualTo(new Verdict(0, "'check' cannot judge: the compiler is gone"));
    assertThat(CheckerVerdict.of("check", new ToolResult.Escalation("which of both?", List.of("step"))))
        .isEqualTo(new Verdict(0, "'check' cannot judge: it asks which of both?"));
  }
}
