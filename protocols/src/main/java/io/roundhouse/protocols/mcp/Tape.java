package io.roundhouse.protocols.mcp;

import io.roundhouse.protocols.http.EventStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The events of one answer, kept so that a client that lost its connection gets those it has missed: bounded in bytes, oldest events
 * lost first. Thread-safe.
 */
final class Tape {

  private record Event(long number, String data) {}

  private final String id;
  private final int maxBytes;
  private final Deque<Event> events = new ArrayDeque<>();
  private long bytes;
  private long last;
  private boolean ended;
  private @Nullable EventStream stream;

  Tape(String id, int maxBytes) {
    this.id = id;
    this.maxBytes = maxBytes;
  }

  String id() {
    return id;
  }

  /** The id of an event, with which a client says up to where it has come. */
  String eventId(long number) {
    return id + "." + number;
  }

  /** The number of the newest event; 0 while there is none. */
  synchronized long last() {
    return last;
  }

  /** Whether a client is there. */
  synchronized boolean isAttended() {
    return stream != null;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Adds an event, and sends it if anybody is there. */
  synchronized void add(String data) {
    last++;
    events.addLast(new Event(last, data));
    bytes += data.length();
    while (bytes > maxBytes && events.size() > 1) {
      bytes -= events.removeFirst().data().length();
    }
    if (stream != null) {
      stream.send(eventId(last), data);
    }
  }

  /** No more events follow. */
  synchronized void end() {
    ended = true;
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  /** Sends the events after this number to a client, and those to come. */
  synchronized void attach(EventStream client, long after) {
    for (Event event : events) {
      if (event.number() > after) {
        client.send(eventId(event.number()), event.data());
      }
    }
    if (ended) {
      client.close();
      return;
    }
    stream = client;
    client.closed().onComplete(gone -> detach(client));
  }

  /** Ends the connection of the client that is there; it may come back for the rest. */
  synchronized void release() {
    EventStream client = stream;
    stream = null;
    if (client != null) {
      client.close();
    }
  }

  private synchronized void detach(EventStream client) {
    if (client.equals(stream)) {
      stream = null;
    }
  }
}
