package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import java.util.List;

/** The one place that knows the schema validator. */
final class CompiledSchema {

  /** Keywords that the dialect does not know are notes for others, such as {@code x-mcp-header}, and no reason for a warning. */
  private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
      Dialect.builder(Dialects.getDraft202012()).unknownKeywordFactory((name, context) -> new AnnotationKeyword(name)).build());

  private final com.networknt.schema.Schema validator;

  private CompiledSchema(com.networknt.schema.Schema validator) {
    this.validator = validator;
  }

  static CompiledSchema of(JsonNode document) {
    if (!document.isObject()) {
      throw new CatalogException("a schema must be a JSON object, found " + document.getNodeType());
    }
    try {
      com.networknt.schema.Schema schema = REGISTRY.getSchema(document);
      schema.initializeValidators();
      return new CompiledSchema(schema);
    } catch (SchemaException e) {
      throw new CatalogException("not a usable JSON Schema: " + e.getMessage());
    }
  }

  List<String> violations(JsonNode value, int most) {
    List<Error> errors = validator.validate(value);
    return errors.stream().limit(most).map(CompiledSchema::sentence).toList();
  }

  private static String sentence(Error error) {
    String where = error.getInstanceLocation().toString();
    return where.isEmpty() || where.equals("$") ? error.getMessage() : where + ": " + error.getMessage();
  }
}
