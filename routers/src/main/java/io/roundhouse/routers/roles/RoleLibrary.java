package io.roundhouse.routers.roles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.roundhouse.routers.RoutingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Roles by id, and the domains they belong to. Immutable and safe to share. */
public final class RoleLibrary {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> FILES = List.of("mathematics", "code", "general-knowledge", "enterprise");
  private static final RoleLibrary BUILT_IN = loadBuiltIn();

  private final Map<String, Role> roles;
  private final Map<String, String> domains;

  private RoleLibrary(Map<String, Role> roles, Map<String, String> domains) {
    this.roles = Collections.unmodifiableMap(roles);
    this.domains = Collections.unmodifiableMap(domains);
  }

  /** Returns the roles that come with the program: mathematics, code, general knowledge, and the work of a company. */
  public static RoleLibrary builtIn() {
    return BUILT_IN;
  }

  /** Returns a library without roles. */
  public static RoleLibrary empty() {
    return new RoleLibrary(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /**
   * Returns this library with the roles of a document: {@code {"domain": .., "description": .., "roles": [{"id": .., "duty": .., "prompt":
   * ..}]}}, or a list of such. A role whose id is known replaces that one; a domain that is known keeps its description unless there is a
   * new one.
   *
   * @param source where the document is from, for messages
   * @throws RoutingException.Invalid if something is missing, unknown or there twice
   */
  public RoleLibrary with(String source, JsonNode document) {
    Map<String, Role> more = new LinkedHashMap<>(roles);
    Map<String, String> known = new LinkedHashMap<>(domains);
    List<String> seen = new ArrayList<>();
    for (JsonNode part : document.isArray() ? document : List.of(document)) {
      check(source, "a group of roles", part, List.of("domain", "description", "roles"));
      String domain = part.path("domain").asText("").strip();
      String description = part.path("description").asText("").strip();
      if (domain.isEmpty() || !part.path("roles").isArray() || (description.isEmpty() && !known.containsKey(domain))) {
        throw new RoutingException.Invalid("%s: expected a group of roles with 'domain', 'description' and a list of 'roles', found %s"
            .formatted(source, shortened(part)));
      }
      known.merge(domain, description, (before, now) -> now.isEmpty() ? before : now);
      for (JsonNode role : part.get("roles")) {
        check(source, "a role", role, List.of("id", "duty", "prompt"));
        Role read = role(source, domain, role);
        if (seen.contains(read.id())) {
          throw new RoutingException.Invalid("%s: role '%s' is there twice".formatted(source, read.id()));
        }
        seen.add(read.id());
        more.put(read.id(), read);
      }
    }
    return new RoleLibrary(more, known);
  }

  private static Role role(String source, String domain, JsonNode role) {
    try {
      return new Role(role.path("id").asText(""), domain, role.path("duty").asText("").strip(), role.path("prompt").asText("").strip());
    } catch (RoutingException.Invalid e) {
      throw new RoutingException.Invalid(source + ": " + e.getMessage());
    }
  }

  private static void check(String source, String what, JsonNode node, List<String> known) {
    List<String> unknown = new ArrayList<>();
    node.fieldNames().forEachRemaining(name -> {
      if (!known.contains(name)) {
        unknown.add(name);
      }
    });
    if (!node.isObject() || !unknown.isEmpty()) {
      throw new RoutingException.Invalid("%s: %s has %s; expected %s".formatted(
          source, what, node.isObject() ? "unknown keys " + unknown : "no keys", known));
    }
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() > 120 ? text.substring(0, 120) + "..." : text;
  }

  /** Returns the role with this id. */
  public Optional<Role> role(String id) {
    return Optional.ofNullable(roles.get(id));
  }

  /** Returns all roles, in the order in which they were added. */
  public List<Role> roles() {
    return List.copyOf(roles.values());
  }

  /** Returns the roles of one domain; empty if it is unknown. */
  public List<Role> roles(String domain) {
    return roles.values().stream().filter(role -> role.domain().equals(domain)).toList();
  }

  /** Returns the domains with a sentence about each, in the order in which they were added. */
  public Map<String, String> domains() {
    return domains;
  }

  private static RoleLibrary loadBuiltIn() {
    RoleLibrary library = empty();
    for (String name : FILES) {
      try (InputStream file = RoleLibrary.class.getResourceAsStream(name + ".json")) {
        if (file == null) {
          throw new IllegalStateException("the roles of '%s' are missing in the program".formatted(name));
        }
        library = library.with(name + ".json", JSON.readTree(file));
      } catch (IOException e) {
        throw new UncheckedIOException("the roles of '%s' cannot be read".formatted(name), e);
      }
    }
    return library;
  }
}
