package io.roundhouse.protocols.a2a.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads single fields of a request; a field that is absent, null or has its default is the same to ProtoJSON. */
public final class Fields {

  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Fields() {}

  /** A string; empty if absent. */
  public static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw A2aFault.badField(name, "The field '" + name + "' must be a string.");
    }
    return value.textValue();
  }

  /** A string of at most this many characters that must be there. */
  public static String required(JsonNode object, String name, int longest) {
    String value = text(object, name);
    if (value.isBlank() || value.length() > longest) {
      throw A2aFault.badField(name, "The field '" + name + "' is needed, with 1 to " + longest + " characters.");
    }
    return value;
  }

  /** A whole number; null if absent. Numbers in strings are taken, as ProtoJSON allows. */
  public static @Nullable Integer integer(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      return value.intValue();
    }
    if (value.isTextual()) {
      try {
        return Integer.valueOf(value.textValue());
      } catch (NumberFormatException e) {
        throw A2aFault.badField(name, "The field '" + name + "' must be a whole number.");
      }
    }
    throw A2aFault.badField(name, "The field '" + name + "' must be a whole number.");
  }

  /** How much history is wanted: null for all. */
  public static @Nullable Integer historyLength(JsonNode object) {
    Integer length = integer(object, "historyLength");
    if (length != null && length < 0) {
      throw A2aFault.badField("historyLength", "The field 'historyLength' must not be negative.");
    }
    return length;
  }

  /** Yes or no; no if absent. */
  public static boolean flag(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (value.isTextual() && (value.textValue().equals("true") || value.textValue().equals("false"))) {
      return value.textValue().equals("true");
    }
    if (!value.isBoolean()) {
      throw A2aFault.badField(name, "The field '" + name + "' must be true or false.");
    }
    return value.booleanValue();
  }

  /** A moment; null if absent. */
  public static @Nullable Instant moment(JsonNode object, String name) {
    String value = text(object, name);
    try {
      return value.isEmpty() ? null : Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw A2aFault.badField(name, "The field '" + name + "' must be a time such as 2026-01-31T12:00:00Z.");
    }
  }

  /** A moment as it is written, with milliseconds. */
  public static String moment(Instant instant) {
    return MILLIS.format(instant);
  }
}
