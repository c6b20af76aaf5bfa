package io.roundhouse.samples.invoicedesk.ledger;

/** The JSON Schemas the ledger publishes for the arguments and results of its tools. */
final class LedgerSchemas {
  private static final String LINES = """
      {"type": "array", "minItems": 2, "maxItems": 100, "items": {"type": "object", "properties": {
        "account": {"type": "string", "pattern": "^[0-9]{4}$"},
        "debit": {"type": "number", "minimum": 0},
        "credit": {"type": "number", "minimum": 0}},
        "required": ["account", "debit", "credit"], "additionalProperties": false}}""";

  static final String POST_INPUT = """
      {"type": "object", "properties": {
        "key": {"type": "string", "minLength": 1, "maxLength": 200,
          "description": "chosen by the sender; the same key is booked once"},
        "date": {"type": "string", "description": "ISO date"},
        "text": {"type": "string", "maxLength": 500},
        "lines": %s},
        "required": ["key", "date", "text", "lines"], "additionalProperties": false}""".formatted(LINES);

  static final String POST_OUTPUT = """
      {"type": "object", "properties": {
        "key": {"type": "string"},
        "reference": {"type": "string", "description": "number of the entry in the ledger"},
        "total": {"type": "number", "description": "in euro"},
        "repeated": {"type": "boolean", "description": "true if it had been posted before"}},
        "required": ["key", "reference", "total", "repeated"]}""";

  static final String FIND_INPUT = """
      {"type": "object", "properties": {"key": {"type": "string"}}, "required": ["key"], "additionalProperties": false}""";

  static final String FIND_OUTPUT = """
      {"type": "object", "properties": {
        "found": {"type": "boolean"},
        "reference": {"type": "string"},
        "entry": {"type": "object"}},
        "required": ["found"]}""";

  static final String TOTALS_INPUT = """
      {"type": "object", "properties": {}, "additionalProperties": false}""";

  static final String TOTALS_OUTPUT = """
      {"type": "object", "properties": {
        "entries": {"type": "integer"},
        "debit": {"type": "number"},
        "credit": {"type": "number"},
        "accounts": {"type": "array", "items": {"type": "object"}}},
        "required": ["entries", "debit", "credit", "accounts"]}""";

  private LedgerSchemas() {}
}
