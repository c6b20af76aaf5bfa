package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenMistakesTest {

  private static final String TEN_MISTAKES = """
      port: 99999
      jurnal: runs.db
      models:
        small:
          provider: openai
          model: ${MODEL_NAME}
          timeout: soon
      agents:
        hello:
          description: Greets people
          reply: "Hello, {{mesage}}!"
          replay: twice
        helper:
          description: Helps
          instructions: Help.
          model: smal
          max-steps: many
        desk:
          description: Sends people on
          route: [helo]
        helper:
          description: Helps again
          reply: yes
      """;

  @TempDir Path directory;

  private ConfigFile file;

  @BeforeEach
  void makeFile() {
    file = new ConfigFile(directory);
  }

  @Test
  void areAllReportedInOnePassWithTheirPlaces() {
    List<String> problems = file.problems(TEN_MISTAKES);

    assertThat(problems).containsExactly(
        "1:7: port is '99999'; expected a whole number from 0 to 65535",
        "2:1: unknown key 'jurnal' in the file; did you mean 'journal'?",
        "6:12: environment variable MODEL_NAME is not set; set it, or give a default: ${MODEL_NAME:default}",
        "7:14: models.small.timeout is 'soon'; expected a duration such as 500ms, 30s, 5m or 2h",
        "11:12: agents.hello.reply has the placeholder '{{mesage}}'; expected {{message}}",
        "12:5: unknown key 'replay' in agents.hello; did you mean 'reply'?",
        "16:12: agents.helper.model names 'smal', which is not defined under models; did you mean 'small'?",
        "17:16: agents.helper.max-steps is 'many'; expected a whole number from 1 to 1000",
        "20:13: agents.desk.route[0] names 'helo', which is not defined under agents; did you mean 'hello'?",
        "21:3: 'helper' is there twice in agents, first in line 13; expected every key once");
  }

  @Test
  void readAsOneLineEachWithTheNameOfTheFile() {
    Path path = file.write(TEN_MISTAKES);

    ConfigException mistakes = catchThrowableOfType(ConfigException.class, () -> ServerConfig.load(path));

    assertThat(mistakes.getMessage().lines()).hasSize(10).allMatch(line -> line.matches(".*app\\.yaml:\\d+:\\d+: .+; .+"));
  }
}
