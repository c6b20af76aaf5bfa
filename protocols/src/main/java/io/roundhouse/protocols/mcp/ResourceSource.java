package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Something that MCP clients may read. JSON is in the words of MCP. Thread-safe; called on event loops, which it must not block; its
 * futures may complete on any thread.
 */
public interface ResourceSource {

  /** The resources that this client sees, as MCP's {@code Resource} objects. */
  Future<List<ObjectNode>> resources(Principal caller);

  /** The templates that this client sees, as MCP's {@code ResourceTemplate} objects. */
  Future<List<ObjectNode>> templates(Principal caller);

  /**
   * Reads a resource.
   *
   * @return an object with {@code contents}, and {@code ttlMs} if clients may keep it; must not be changed later. Empty if this source
   *     has no such resource, or not for this client
   */
  Future<Optional<ObjectNode>> read(String uri, Principal caller);

  /** Values that begin with {@code value} for a variable of a template of this source; empty if it has no such template. */
  default Future<Optional<List<String>>> complete(String template, String variable, String value, Principal caller) {
    return Future.succeededFuture(Optional.empty());
  }

  /** Tells a watcher from now on what changes; returns the way to stop. */
  default Runnable watch(Watcher watcher) {
    return () -> {};
  }

  /** Somebody listens for changes of this resource from now on, or nobody does any more; called once each. */
  default void follow(String uri, boolean on) {
    // Sources that tell of all changes need not know.
  }

  /** Hears what changes; cheap to call, from any thread. */
  interface Watcher {

    /** Resources have come or gone. */
    void listChanged();

    /** The content of a resource is not what it was. */
    void updated(String uri);
  }
}
