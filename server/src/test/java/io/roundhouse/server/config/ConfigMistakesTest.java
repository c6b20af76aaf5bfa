package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigMistakesTest {

  private static final String HELLO = """
      agents:
        hello: {description: Greets people, reply: "Hello!"}
      """;

  @TempDir Path directory;

  private ConfigFile file;

  @BeforeEach
  void makeFile() {
    file = new ConfigFile(directory);
  }

  @Test
  void reportsWhereYamlBreaks() {
    assertThat(file.problems("agents:\n  hello: [\n")).singleElement().asString().startsWith("3:1: this is not YAML: ");
    assertThat(file.problems("a: b: c\n")).singleElement().asString().startsWith("1:5: this is not YAML: mapping values are not allowed");
  }

  @Test
  void reportsFilesThatCannotBeRead() throws IOException {
    Path latin1 = Files.write(directory.resolve("latin1.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4, '\n'});

    assertThat(problems(directory.resolve("missing.yaml"))).contains("missing.yaml:1:1: there is no such file");
    assertThat(problems(directory)).contains(":1:1: this is a directory");
    assertThat(problems(latin1)).contains("latin1.yaml:1:1: the file is not UTF-8 text");
  }

  @Test
  void reportsAFileWithNothingToServe() {
    assertThat(file.problems("")).singleElement().asString().startsWith("1:1: the file is empty");
    assertThat(file.problems("port: 1\n")).singleElement().asString().startsWith("1:1: the file defines nothing to serve");
    assertThat(file.problems("- a\n")).singleElement().asString().startsWith("1:1: the file is a list; expected a mapping");
  }

  @Test
  void reportsWrongTypes() {
    assertThat(file.problems("agents: [hello]\n")).containsExactly("1:1: agents is a list; expected a mapping (key: value)");
    assertThat(file.problems("agents:\n")).containsExactly("1:1: agents has no value; give it one or remove the key");
    assertThat(file.problems("agents: {a: {description: 42, reply: hi}}\n"))
        .containsExactly("1:27: agents.a.description is '42', which YAML does not read as text; put it in quotes");
    assertThat(file.problems("agents: {a: {description: d, route: b}}\n"))
        .containsExactly("1:37: agents.a.route is 'b'; expected a list");
  }

  @Test
  void reportsAnAgentWithoutOrWithTwoKindsOfAnswers() {
    assertThat(file.problems("agents:\n  a: {description: d}\n"))
        .containsExactly("2:3: agents.a has none of reply, class, instructions, route, team; "
            + "expected exactly one of reply, class, instructions, route, team");
    assertThat(file.problems("agents:\n  a: {description: d, reply: hi, route: [a]}\n"))
        .contains("2:3: agents.a has reply and route; expected exactly one of reply, class, instructions, route, team");
    assertThat(file.problems("agents:\n  a: {description: d, instructions: Help.}\n"))
        .containsExactly("2:3: agents.a needs a model, and none is defined under models; define one there");
  }

  @Test
  void reportsRoutesThatLeadInACircle() {
    assertThat(file.problems("""
        agents:
          a: {description: d, route: [b]}
          b: {description: d, route: [a]}
        """)).containsExactly(
            "2:3: agents route in a circle: a -> b -> a; expected a route that ends at an agent that answers");
  }

  @Test
  void neverShowsWhatCameFromTheEnvironment() {
    assertThat(file.problems(HELLO + "port: ${SECRET}\n", Map.of("SECRET", "hunter2")))
        .containsExactly("3:7: port is '${SECRET}'; expected a whole number from 0 to 65535");
  }

  @Test
  void reportsMcpServersThatCannotBeReached() {
    assertThat(file.problems("""
        mcp-servers:
          none: {timeout: 5s}
          both: {command: [a], url: "http://localhost/mcp"}
          odd: {url: "localhost:80", env: {A: b}}
          bad: {command: [], effects: {post: idempotnet}}
        """)).containsExactly(
            "2:3: mcp-servers.none has neither command nor url; expected exactly one of them",
            "3:3: mcp-servers.both has both command and url; expected exactly one of them",
            "4:14: mcp-servers.odd.url is 'localhost:80'; expected an address such as https://host/path",
            "4:30: mcp-servers.odd.env has no effect without command; remove it",
            "5:9: mcp-servers.bad.command is an empty list; expected a program and its arguments",
            "5:38: mcp-servers.bad.effects.post is 'idempotnet'; did you mean 'idempotent'?");
  }

  @Test
  void reportsToolClassesThatCannotBeUsed() {
    assertThat(file.problems("""
        tools:
          - class: com.example.Missing
          - class: java.lang.String
          - class: io.roundhouse.server.config.Weather
            args: [data, later]
            effects: {wether: pure}
        """)).containsExactly(
            "2:12: class com.example.Missing is not on the class path; check its name, or add its jar",
            "3:12: class java.lang.String has no @Tool method; annotate a method with @Tool",
            "4:12: class io.roundhouse.server.config.Weather cannot be made with 2 args; "
                + "expected a public class and args for one of its public constructors: (Path, Duration)",
            "6:15: the class has no tool 'wether'; did you mean 'weather'?");
  }

  @Test
  void reportsAgentClassesThatCannotBeUsed() {
    assertThat(file.problems("""
        agents:
          a: {description: d, class: com.example.Missing}
          b: {description: d, class: java.lang.String}
          c: {description: d, class: com.example.Echo}
          d: {description: d, reply: hi, args: [x]}
        """)).containsExactly(
            "2:30: class com.example.Missing is not on the class path; check its name, or add its jar",
            "3:30: class java.lang.String does not answer; expected one that implements AgentBody.Answer",
            "4:30: class com.example.Echo cannot be made with 0 args; "
                + "expected a public class and args for one of its public constructors: (String)",
            "5:34: agents.d.args has no effect without class; add class");
  }

  @Test
  void reportsTwoToolsOfOneName() {
    assertThat(file.problems("""
        tools:
          - {class: io.roundhouse.server.config.Weather, args: [a, 1s]}
          - {class: io.roundhouse.server.config.Weather, args: [b, 1s], prefix: b_}
          - {class: io.roundhouse.server.config.Weather, args: [c, 1s], prefix: b_}
        """)).containsExactly(
            "4:13: tool 'b_forecast' is already defined in line 3; give it a prefix of its own",
            "4:13: tool 'b_weather' is already defined in line 3; give it a prefix of its own");
  }

  @Test
  void reportsStandInsThatCannotStandIn() {
    assertThat(file.problems("""
        mcp-servers:
          bank: {command: [bank]}
        stand-ins:
          bnk.rate: [bank.old]
          bank.rate: [{tool: bank.other, with: {x: $amount}}]
        """)).containsExactly(
            "4:3: stand-ins.bnk.rate names 'bnk.rate', which is not defined under tools; did you mean 'bank.rate'?",
            "5:44: stand-ins.bank.rate[0].with.x refers to 'amount'; expected $arguments.name, an argument of the call");
  }

  @Test
  void survivesAliasesThatLeadInACircleOrExplode() {
    assertThat(file.problems("graphs:\n  g:\n    description: d\n    inputs: {a: &x {b: *x}}\n    goals: {r: a}\n    steps: {}\n"))
        .anyMatch(problem -> problem.contains("nested deeper than"));
    String bomb = "a: &a [x,x]\n" + "bcdefghijklmnopqrstuvwxyz".chars().mapToObj(
        letter -> (char) letter + ": &" + (char) letter + " [*" + (char) (letter - 1) + ",*" + (char) (letter - 1) + "]\n")
        .collect(java.util.stream.Collectors.joining());
    assertThat(file.problems(bomb)).singleElement().asString().contains("too large or too deep");
  }

  private static String problems(Path path) {
    try {
      ServerConfig.load(path);
      return "";
    } catch (ConfigException e) {
      return e.getMessage();
    }
  }
}
