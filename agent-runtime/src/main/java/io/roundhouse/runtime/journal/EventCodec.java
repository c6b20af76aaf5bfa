package io.roundhouse.runtime.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.RunEvent;

/**
 * The JSON form of events, in the journal and for whoever reads a trace. Thread-safe.
 *
 * <p>Unknown fields are ignored when reading, so that an older program reads the log of a newer one.
 */
public final class EventCodec {

  private static final JsonMapper JSON = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
      .build();
  private static final ObjectWriter EVENTS = JSON.writerFor(RunEvent.class);

  private EventCodec() {}

  /** The event as a JSON object whose {@code event} field names it. */
  public static JsonNode toJson(RunEvent event) {
    return JSON.valueToTree(event);
  }

  /** The question as a JSON object whose {@code kind} field names its kind. */
  public static JsonNode toJson(InputRequest request) {
    return JSON.valueToTree(request);
  }

  static String write(RunEvent event) {
    try {
      return EVENTS.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new JournalException("event " + event.getClass().getSimpleName() + " has no JSON form", e);
    }
  }

  static RunEvent read(String body) {
    try {
      return JSON.readValue(body, RunEvent.class);
    } catch (JsonProcessingException e) {
      throw new JournalException("the journal holds an event that this version cannot read: " + e.getOriginalMessage(), e);
    }
  }
}
