package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {

  private static final Path GUIDES = Path.of(System.getProperty("roundhouse.root"), "docs", "guides");
  private static final Path GUIDE = GUIDES.resolve("configuration.md");
  private static final Pattern KEY = Pattern.compile("(?:^|[{,-]) *\"?([a-z-]+)\"?:(?= |$)", Pattern.MULTILINE);

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("examples")
  void showsFilesThatAreValid(String yaml) {
    assertThat(new ConfigFile(directory).problems(yaml)).isEmpty();
  }

  @Test
  void showsEveryKeyThatTheReadersAskFor() throws IOException {
    StringBuilder guides = new StringBuilder();
    List<String> shown = new ArrayList<>();
    for (String name : List.of("configuration.md", "routing-agents.md", "routing-models.md")) {
      guides.append(Files.readString(GUIDES.resolve(name)));
      String files = String.join("\n", examples(GUIDES.resolve(name)).toList());
      KEY.matcher(files).results().map(key -> key.group(1)).forEach(shown::add);
    }

    assertThat(keysInTheReaders()).hasSizeGreaterThan(60)
        .allMatch(key -> shown.contains(key) || guides.indexOf("`" + key + "`") >= 0, "is in a guide");
  }

  private static Stream<String> examples() throws IOException {
    return examples(GUIDE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"models.md", "collaboration.md", "security.md", "routing-agents.md"})
  void showsFilesThatAreValidInOtherGuides(String guide) throws IOException {
    List<String> files = examples(GUIDE.resolveSibling(guide)).toList();

    assertThat(files).isNotEmpty().allSatisfy(this::showsFilesThatAreValid);
  }

  private static Stream<String> examples(Path guide) throws IOException {
    return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(guide)).results().map(block -> block.group(1));
  }

  private static List<String> keysInTheReaders() throws IOException {
    Path sources = Path.of(System.getProperty("roundhouse.root"), "server/src/main/java/io/roundhouse/server/config");
    Pattern asked = Pattern.compile("(?:\\.(?:optional|required|named|listed)\\(|(?:integer|millis|notBelow)\\(fields, )\"([a-z-]+)\"");
    try (Stream<Path> files = Files.list(sources)) {
      return files.flatMap(file -> asked.matcher(read(file)).results())
          .map(match -> match.group(1)).distinct().toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
