package io.roundhouse.toolgraph.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.ToolGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes graphs as YAML and JSON. The two have the same fields, and what is written reads back as an equal graph:
 *
 * <pre>
 * name: invoice
 * inputs: [file]
 * tools:
 *   parse: {needs: [file], yields: [invoice]}
 *   post: {needs: [invoice], yields: [posted], effect: idempotent, price-micros: 5, domain: ledger}
 *   queue: {needs: [invoice], yields: [posted], effect: idempotent, price-micros: 90}
 * goals:
 *   - {name: posted, items: [posted]}
 * </pre>
 */
public final class GraphText {

  private static final JsonFactory JSON = new ObjectMapper().getFactory();
  private static final YAMLFactory YAML = YAMLFactory.builder()
      .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).build();
  /** More text than a graph of a million nodes needs is not a graph. */
  private static final int MAX_CHARACTERS = 256 * 1024 * 1024;

  private GraphText() {}

  /** Reads YAML; throws {@link GraphException.Invalid} with one sentence per mistake, each with its line. */
  public static ToolGraph fromYaml(String text) {
    return read(YAML, text, "YAML");
  }

  /** Reads JSON; throws {@link GraphException.Invalid} with one sentence per mistake, each with its line. */
  public static ToolGraph fromJson(String text) {
    return read(JSON, text, "JSON");
  }

  /** Reads a graph that is part of a larger parsed document; mistakes are told without lines. */
  public static ToolGraph fromTree(JsonNode tree) {
    return read(JSON, tree.toString(), "JSON");
  }

  /** Writes YAML. */
  public static String toYaml(ToolGraph graph) {
    return write(new ObjectMapper(YAML), graph);
  }

  /** Writes JSON. */
  public static String toJson(ToolGraph graph) {
    return write(new ObjectMapper(), graph) + "\n";
  }

  private static String write(ObjectMapper mapper, ToolGraph graph) {
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(GraphWriter.tree(graph));
    } catch (JsonProcessingException e) {
      throw new GraphException.Invalid(graph + " cannot be written: " + e.getOriginalMessage());
    }
  }

  private static ToolGraph read(JsonFactory format, String text, String name) {
    if (text.length() > MAX_CHARACTERS) {
      throw new GraphException.Invalid(
          "the text has %d characters; expected at most %d for a graph".formatted(text.length(), MAX_CHARACTERS));
    }
    List<String> problems = new ArrayList<>();
    TextNode root;
    try (JsonParser parser = format.createParser(text)) {
      parser.nextToken();
      if (parser.currentToken() == null) {
        throw new GraphException.Invalid("line 1: found nothing; expected a graph in " + name);
      }
      root = TextNode.read(parser, 0, problems);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String[] words = e.getOriginalMessage().split("\\R", 2);
      throw new GraphException.Invalid("line " + line + ": found no valid " + name + " (" + words[0] + "); correct the text");
    } catch (IOException e) {
      throw new GraphException.Invalid("the text cannot be read: " + e.getMessage());
    }
    return new GraphReader(problems).graph(root);
  }
}
