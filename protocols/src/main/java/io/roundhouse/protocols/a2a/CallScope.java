package io.roundhouse.protocols.a2a;

import io.roundhouse.protocols.a2a.task.StreamEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks which agent, and under which terms. Immutable.
 *
 * @param agent the agent
 * @param caller the caller's stable name; every task is looked up under it
 * @param identified whether somebody checked the name
 * @param extensions URIs of extensions that the client declares
 * @param lastEvent where a stream is taken up again; null for a new one
 * @param base where clients reach this server
 */
record CallScope(
    HostedAgent agent, String caller, boolean identified, Set<String> extensions, StreamEvent.@Nullable Place lastEvent, String base) {

  CallScope {
    extensions = Set.copyOf(extensions);
  }

  boolean declares(A2aExtension extension) {
    return extensions.contains(extension.uri());
  }
}
