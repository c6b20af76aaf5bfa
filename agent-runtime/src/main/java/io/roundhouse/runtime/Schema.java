package io.roundhouse.runtime;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema, compiled once and checked often. Immutable; safe to share.
 *
 * <p>Dialect 2020-12 unless the document names another with {@code $schema}. Remote references are never fetched.
 */
public final class Schema {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_VIOLATIONS = 5;

  private final JsonNode document;
  private final CompiledSchema compiled;

  private Schema(JsonNode document) {
    this.document = document;
    this.compiled = CompiledSchema.of(document);
  }

  /**
   * Compiles a schema document.
   *
   * @throws CatalogException if it is not a valid schema
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Schema of(JsonNode document) {
    return new Schema(document.deepCopy());
  }

  /** Compiles a schema from JSON text. */
  public static Schema parse(String json) {
    try {
      return new Schema(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new CatalogException("a schema must be JSON: " + e.getOriginalMessage());
    }
  }

  /** The schema of a tool that takes any JSON object. */
  public static Schema anyObject() {
    return new Schema(JSON.createObjectNode().put("type", "object"));
  }

  /** The document, as it goes to clients; a copy. */
  @JsonValue
  public JsonNode document() {
    return document.deepCopy();
  }

  /** What is wrong with {@code value}, one sentence each, at most five; empty if it conforms. */
  public List<String> violations(JsonNode value) {
    return compiled.violations(value, MOST_VIOLATIONS);
  }

  /** Equal documents are equal schemas. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schema schema && schema.document.equals(document);
  }

  @Override
  public int hashCode() {
    return document.hashCode();
  }

  @Override
  public String toString() {
    return document.toString();
  }
}
