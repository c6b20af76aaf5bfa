package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphMistakesTest {

  @TempDir Path directory;

  private ConfigFile file;

  @BeforeEach
  void makeFile() {
    file = new ConfigFile(directory);
  }

  @Test
  void reportsDanglingNames() {
    List<String> problems = file.problems("""
        mcp-servers:
          desk: {command: [desk]}
        graphs:
          invoice:
            description: Posts an invoice
            inputs:
              file: {type: strin}
            goals:
              posted: [entrie]
            steps:
              parse: {tool: desk.parse, with: {path: $fiel}, yields: invoice}
              post: {tool: deks.post, with: {total: "EUR ${invoice.total}"}, yields: entry, undo: unpots, gate: maybe}
              unpost: {tool: desk.unpost, with: {id: $entry.id}, needs: []}
        """);

    assertThat(problems).hasSize(7).satisfiesExactly(
        problem -> assertThat(problem).startsWith("7:7: graphs.invoice.inputs.file is no JSON Schema: "),
        problem -> assertThat(problem).isEqualTo(
            "9:16: graphs.invoice.goals.posted[0] refers to the item 'entrie', which is no input and no step yields; "
                + "did you mean 'entry'?"),
        problem -> assertThat(problem).isEqualTo("11:46: graphs.invoice.steps.parse.with.path refers to the item 'fiel', "
            + "which is no input and no step yields; did you mean 'file'?"),
        problem -> assertThat(problem).isEqualTo(
            "12:20: graphs.invoice.steps.post.tool names 'deks.post', which is not defined under tools; did you mean 'desk.post'?"),
        problem -> assertThat(problem).endsWith("names the step 'unpots', which the graph does not have; did you mean 'unpost'?"),
        problem -> assertThat(problem).endsWith("graphs.invoice.steps.post.gate is 'maybe'; expected approval"),
        problem -> assertThat(problem).endsWith(
            "refers to 'entry', which the step does not list under needs; add it there, or remove needs to have it derived"));
  }

  @Test
  void reportsAGoalThatNothingCanReach() {
    assertThat(file.problems("""
        mcp-servers:
          desk: {command: [desk]}
        graphs:
          circle:
            description: Never begins
            goals: {done: a}
            steps:
              one: {tool: desk.one, with: {x: $b}, yields: a, cost: {price: 1}}
              two: {tool: desk.two, with: {x: $a}, yields: b}
        """)).singleElement().asString().startsWith("4:3: graphs.circle: rung 'done' wants 'a', which cannot be reached");
  }

  @Test
  void reportsACircleThatCostsNothingAtItsFirstStep() {
    assertThat(file.problems("""
        mcp-servers:
          desk: {command: [desk]}
        graphs:
          circle:
            description: Goes round
            inputs: {start: {}}
            goals: {done: a}
            steps:
              zero: {tool: desk.zero, with: {x: $start}, yields: a}
              one: {tool: desk.one, with: {x: $b}, yields: a}
              two: {tool: desk.two, with: {x: $a}, yields: b}
        """)).singleElement().asString().startsWith("10:7: graphs.circle.steps.one: ").contains("in a circle at no cost");
  }

  @Test
  void reportsACompensatableStepWithoutUndoAtTheStep() {
    assertThat(file.problems("""
        mcp-servers:
          desk: {command: [desk]}
        graphs:
          post:
            description: Posts
            inputs: {file: {}}
            goals: {done: entry}
            steps:
              post: {tool: desk.post, with: {x: $file}, yields: entry, effect: compensatable}
        """)).singleElement().asString().startsWith("9:7: graphs.post.steps.post: tool 'post' is compensatable but names no undo tool");
  }

  @Test
  void reportsGraphsThatCallEachOtherInACircle() {
    assertThat(file.problems("""
        graphs:
          a: {description: d, inputs: {x: {}}, goals: {r: y}, steps: {s: {tool: b, with: {x: $x}, yields: y}}}
          b: {description: d, inputs: {x: {}}, goals: {r: y}, steps: {s: {tool: a, with: {x: $x}, yields: y}}}
        """)).containsExactly("2:3: graphs call each other in a circle: a -> b -> a; remove one of the calls");
  }

  @Test
  void reportsReservedAndUnusableItemNames() {
    assertThat(file.problems("""
        mcp-servers:
          desk: {command: [desk]}
        graphs:
          g:
            description: d
            inputs: {run: {}, "a b": {}}
            goals: {r: y}
            steps: {s: {tool: desk.s, yields: y}}
        """)).containsExactly(
            "6:14: item name 'run' stands for facts about the run; choose another name",
            "6:23: item name 'a b'; expected 1 to 64 letters, digits, _ or -");
  }
}
