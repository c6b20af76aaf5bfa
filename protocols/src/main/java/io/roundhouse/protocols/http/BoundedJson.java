package io.roundhouse.protocols.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads JSON from strangers within limits, and writes it. Immutable; safe to share. */
public final class BoundedJson {

  private final ObjectMapper mapper;
  private final int maxDepth;

  /** A reader that takes at most this many levels of nesting. */
  public BoundedJson(int maxDepth) {
    this.maxDepth = maxDepth;
    StreamReadConstraints limits = StreamReadConstraints.builder().maxNestingDepth(maxDepth).maxNumberLength(400).build();
    this.mapper = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
    // Loads what the first message needs: half a second on a busy machine, and the first message comes on an event loop.
    write(parse(Buffer.buffer("{\"warm\":[1,true,null]}")));
  }

  /**
   * Reads one JSON value.
   *
   * @throws Refusal with status 400 if the bytes are not exactly one JSON value within the limits
   */
  public JsonNode parse(Buffer bytes) {
    try {
      JsonNode value = mapper.readTree(bytes.getBytes());
      if (value == null || value.isMissingNode()) {
        throw Refusal.of(400, "not-json", "The body is empty; a JSON object was expected.");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw Refusal.of(
          400, "json-too-deep", "The JSON exceeds a limit: at most " + maxDepth + " levels and numbers of 400 digits are taken.");
    } catch (JsonProcessingException e) {
      throw Refusal.of(400, "not-json", "The body is not JSON" + place(e.getLocation()) + ".");
    } catch (IOException e) {
      throw Refusal.of(400, "not-json", "The body is not JSON in UTF-8.");
    }
  }

  /** The value as UTF-8 text. */
  public Buffer write(JsonNode value) {
    try {
      return Buffer.buffer(mapper.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String place(JsonLocation location) {
    return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
