package io.roundhouse.samples.helloagent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what this sample runs; its shell blocks are run as they stand before a change lands. */
final class ReadmeTest {

  private static final Path ROOT = Path.of(System.getProperty("roundhouse.root"));
  private static final Path HERE = ROOT.resolve("samples/hello-agent");

  @Test
  void showsTheAgentThatTheTestsRun() throws IOException {
    assertThat(Files.readString(HERE.resolve("src/main/java/io/roundhouse/samples/helloagent/HelloAgent.java")))
        .endsWith(onlyBlock("java"));
    assertThat(Files.readString(HERE.resolve("hello.yaml"))).isEqualTo(onlyBlock("yaml"));
  }

  @Test
  void pointsOnlyToFilesThatExist() throws IOException {
    List<String> links = Pattern.compile("]\\(([^)#:]+)\\)").matcher(readme()).results().map(found -> found.group(1)).toList();

    assertThat(links).hasSizeGreaterThan(5).allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private static String onlyBlock(String language) throws IOException {
    List<MatchResult> blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(readme()).results().toList();
    assertThat(blocks).as("blocks of %s in the README", language).hasSize(1);
    return blocks.getFirst().group(1);
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
