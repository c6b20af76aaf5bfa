package io.roundhouse.protocols.mcp.client.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registrations and tokens, by issuer, and tokens by resource, too. Kept in a file that only its owner may read, or in memory. Used on
 * one event loop; the file is read and written on worker threads.
 */
final class CredentialStore {

  private static final Logger LOG = LoggerFactory.getLogger(CredentialStore.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Object ONE_AT_A_TIME = new Object();

  private final Vertx vertx;
  private final @Nullable Path file;
  private ObjectNode content = JsonNodeFactory.instance.objectNode();
  private @Nullable Future<Void> loading;

  CredentialStore(Vertx vertx, @Nullable Path file) {
    this.vertx = vertx;
    this.file = file;
  }

  Future<Void> load() {
    if (loading == null) {
      loading = file == null ? Future.succeededFuture() : vertx.executeBlocking(() -> read(file), false).map(read -> {
        content = read;
        return null;
      });
    }
    return loading;
  }

  /** The issuer that last let us in to a resource. */
  String issuer(String resource) {
    return content.path("resources").path(resource).asText("");
  }

  JsonNode client(String issuer) {
    return content.path("issuers").path(issuer).path("client");
  }

  @Nullable Token token(String issuer, String resource) {
    JsonNode stored = content.path("issuers").path(issuer).path("tokens").path(resource);
    return stored.isObject() ? Token.read(stored) : null;
  }

  Future<Void> remember(String issuer, ObjectNode client) {
    return change(book -> book.withObjectProperty("issuers").withObjectProperty(issuer).set("client", client));
  }

  Future<Void> remember(String issuer, String resource, Token token) {
    return change(book -> {
      book.withObjectProperty("resources").put(resource, issuer);
      book.withObjectProperty("issuers").withObjectProperty(issuer).withObjectProperty("tokens").set(resource, token.toJson());
    });
  }

  private Future<Void> change(Consumer<ObjectNode> change) {
    change.accept(content);
    if (file == null) {
      return Future.succeededFuture();
    }
    return vertx.<Void>executeBlocking(() -> {
      synchronized (ONE_AT_A_TIME) {
        ObjectNode latest = read(file);
        change.accept(latest);
        write(file, latest);
      }
      return null;
    }, false).otherwise(why -> {
      LOG.warn("credentials cannot be kept in {}: {}", file, why.toString());
      return null;
    });
  }

  private static ObjectNode read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode read = JSON.readTree(Files.readString(file));
    return read instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  private static void write(Path file, ObjectNode content) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly = posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
        : new FileAttribute<?>[0];
    Files.createDirectories(folder);
    Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".new", ownerOnly);
    try {
      Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
