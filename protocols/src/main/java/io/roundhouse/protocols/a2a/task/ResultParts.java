package io.roundhouse.protocols.a2a.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.wire.Parts;
import io.roundhouse.runtime.Attachment;
import io.roundhouse.runtime.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** What a run came to, as parts: words, data, files. */
final class ResultParts {

  private ResultParts() {}

  static List<ObjectNode> of(RunEvent.Completed done) {
    List<ObjectNode> parts = new ArrayList<>();
    JsonNode data = done.data();
    boolean wordsAreTheData = data != null && done.text().equals(data.isTextual() ? data.textValue() : data.toString());
    boolean hasData = data != null && !(wordsAreTheData && data.isTextual());
    boolean hasWords = !done.text().isEmpty() && !(wordsAreTheData && hasData);
    if (hasWords || (!hasData && done.files().isEmpty())) {
      parts.add(Parts.text(done.text()));
    }
    if (data != null && hasData) {
      parts.add(Parts.data(data));
    }
    done.files().forEach(file -> parts.add(part(file)));
    return parts;
  }

  private static ObjectNode part(Attachment file) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    if (file.base64() != null) {
      part.put("raw", file.base64());
    } else {
      part.put("url", file.url());
    }
    return part.put("filename", file.name()).put("mediaType", file.mediaType());
  }
}
