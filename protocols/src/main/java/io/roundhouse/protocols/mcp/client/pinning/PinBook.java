package io.roundhouse.protocols.mcp.client.pinning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The approved definitions of tools, kept in a file that several servers and processes may share. Thread-safe; blocks on its file, so
 * not for event loops.
 */
public final class PinBook {

  private static final Logger LOG = LoggerFactory.getLogger(PinBook.class);
  private static final String APPROVED = "approved";
  private static final String WAITING = "waiting";
  private static final String FIRST_USE = "first use";

  private final Pinning.Mode mode;
  private final PinFile file;
  private final Clock clock;

  private PinBook(Pinning.Mode mode, PinFile file, Clock clock) {
    this.mode = mode;
    this.file = file;
    this.clock = clock;
  }

  /** The book that these rules ask for; nothing is read yet. */
  public static PinBook of(Pinning pinning) {
    return new PinBook(pinning.mode(), new PinFile(pinning.file()), Clock.systemUTC());
  }

  /**
   * Decides which of the tools a server has listed may be used, and notes what is new.
   *
   * @param others names of tools that are not this server's
   * @throws PinningException if the file is there and cannot be read; nothing may be used then
   */
  public Review review(String server, List<JsonNode> listed, Collection<String> others) {
    if (mode == Pinning.Mode.OFF) {
      listed.forEach(one -> DefinitionScanner.scan(Definition.of(one), others).forEach(finding ->
          LOG.warn("tool '{}' of server '{}' {}", Definition.of(one).name(), server, finding.sentence())));
      return new Review(listed, Map.of());
    }
    return file.update(book -> review(pins(book, server), server, listed, others));
  }

  private Review review(ObjectNode pins, String server, List<JsonNode> listed, Collection<String> others) {
    List<JsonNode> usable = new ArrayList<>();
    Map<String, Held> held = new LinkedHashMap<>();
    Set<String> present = new HashSet<>();
    for (JsonNode one : listed) {
      Definition definition = Definition.of(one);
      present.add(definition.name());
      ObjectNode pin = pins.withObjectProperty(definition.name());
      Definition approved = approved(pin);
      List<String> reasons = reasons(pin, approved, definition, others);
      if (reasons.isEmpty()) {
        pin.remove(WAITING);
        if (approved == null) {
          note(pin, APPROVED, definition).put("by", FIRST_USE);
        }
        usable.add(one);
      } else {
        if (!pin.path(WAITING).path("fingerprint").asText().equals(definition.fingerprint())) {
          note(pin, WAITING, definition);
        }
        ObjectNode waiting = (ObjectNode) pin.get(WAITING);
        waiting.remove("reasons");
        reasons.forEach(waiting.putArray("reasons")::add);
        Held holding = new Held(server, approved, definition, reasons);
        held.put(definition.name(), holding);
        if (approved != null) {
          usable.add(approved.json());
        }
      }
    }
    pins.properties().stream().filter(pin -> !present.contains(pin.getKey())).forEach(pin -> ((ObjectNode) pin.getValue()).remove(WAITING));
    return new Review(usable, held);
  }

  private List<String> reasons(ObjectNode pin, @Nullable Definition approved, Definition definition, Collection<String> others) {
    boolean same = approved != null && pin.path(APPROVED).path("fingerprint").asText().equals(definition.fingerprint());
    boolean byPerson = approved != null && !pin.path(APPROVED).path("by").asText().equals(FIRST_USE);
    if (same && (byPerson || mode == Pinning.Mode.APPROVAL)) {
      return byPerson ? List.of() : List.of("nobody has approved it yet");
    }
    List<String> reasons = new ArrayList<>();
    if (approved != null && !same) {
      reasons.add("its definition has changed since it was approved");
    } else if (mode == Pinning.Mode.APPROVAL) {
      reasons.add("nobody has approved it yet");
    }
    DefinitionScanner.scan(definition, others).forEach(finding -> reasons.add("it " + finding.sentence()));
    return reasons;
  }

  /** The tools of a server that wait for approval, by name. */
  public List<Held> waiting(String server) {
    return file.read(book -> {
      List<Held> waiting = new ArrayList<>();
      pins(book, server).properties().forEach(pin -> {
        JsonNode note = pin.getValue().path(WAITING);
        if (note.isObject()) {
          List<String> reasons = new ArrayList<>();
          note.path("reasons").forEach(reason -> reasons.add(reason.asText()));
          waiting.add(new Held(server, approved(pin.getValue()), Definition.of(note.path("definition")), reasons));
        }
      });
      return List.copyOf(waiting);
    });
  }

  /** The approved definitions of a server, as they were when they were approved. */
  public List<JsonNode> approved(String server) {
    return file.read(book -> {
      List<JsonNode> all = new ArrayList<>();
      pins(book, server).properties().forEach(pin -> Optional.ofNullable(approved(pin.getValue())).ifPresent(one -> all.add(one.json())));
      return List.copyOf(all);
    });
  }

  /**
   * Approves the definition of a tool that waits.
   *
   * @param fingerprint what was looked at; another one that has come since is not approved
   * @param by who says so
   * @return whether it was there
   */
  public boolean approve(String server, String tool, String fingerprint, String by) {
    return file.update(book -> {
      JsonNode pin = pins(book, server).get(tool);
      if (pin instanceof ObjectNode known && known.path(WAITING).path("fingerprint").asText("").equals(fingerprint)) {
        note(known, APPROVED, Definition.of(known.path(WAITING).path("definition"))).put("by", "person: " + by);
        known.remove(WAITING);
        return true;
      }
      return false;
    });
  }

  /** A number that differs when the file was changed by anybody. */
  public long version() {
    return file.version();
  }

  private static ObjectNode pins(ObjectNode book, String server) {
    return book.withObjectProperty("servers").withObjectProperty(server);
  }

  private static @Nullable Definition approved(JsonNode pin) {
    JsonNode definition = pin.path(APPROVED).path("definition");
    return definition.isObject() ? Definition.of(definition) : null;
  }

  private ObjectNode note(ObjectNode pin, String place, Definition definition) {
    ObjectNode note = pin.putObject(place).put("fingerprint", definition.fingerprint());
    note.put("at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    note.set("definition", definition.json());
    return note;
  }
}
