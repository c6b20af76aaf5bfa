package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.roles.RoleLibrary;
import java.nio.file.Path;

/**
 * A YAML or JSON file of roles: {@code domain}, {@code description} and {@code roles} with {@code id}, {@code duty} and {@code prompt}, or
 * a list of several such groups under {@code groups}.
 */
public final class RoleFile {

  private RoleFile() {}

  /**
   * Returns {@code library} with the roles of the file.
   *
   * @throws ConfigException if it is no YAML
   * @throws RoutingException.Invalid if it says something else than roles
   */
  public static RoleLibrary read(RoleLibrary library, Path file) {
    return ConfigReader.readParts(file, System::getenv, root -> {
      JsonNode document = root.json();
      return library.with(String.valueOf(file.getFileName()), document.has("groups") ? document.get("groups") : document);
    });
  }
}
