package io.roundhouse.protocols.mcp;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the MCP endpoint presents itself and how much it takes. Immutable; safe to share.
 *
 * @param path where it answers
 * @param identity who the server says it is
 * @param sessions how sessions of the revisions that have them are kept
 * @param streams how answers and notifications are streamed
 * @param tasks how calls that take long go on
 * @param pageSize how many entries a page of a list has
 * @param listTtl how long clients may keep lists before they ask again
 */
public record McpOptions(
    String path, Identity identity, Sessions sessions, Streams streams, Tasks tasks, int pageSize, Duration listTtl) {

  /**
   * Who the server says it is.
   *
   * @param name its name
   * @param version its version
   * @param title a name for people; null for none
   * @param instructions what a client's model should know about it; null for nothing
   * @param icons pictures that stand for it
   */
  public record Identity(String name, String version, @Nullable String title, @Nullable String instructions, List<Icon> icons) {
    public Identity {
      icons = List.copyOf(icons);
    }
  }

  /**
   * How sessions are kept.
   *
   * @param idle how long a session may rest before it is forgotten; an open stream or a call under way is no rest
   * @param most how many sessions may be open
   * @param mostCalls how many calls of one session may be under way
   * @param questionTimeout how long a client may take to answer a question of ours
   */
  public record Sessions(Duration idle, int most, int mostCalls, Duration questionTimeout) {}

  /**
   * How answers and notifications are streamed.
   *
   * @param keepAlive how often a silent event stream says that it lives
   * @param patience how long a call may take before its answer becomes an event stream, which keeps proxies from giving up
   * @param maxBytes how much may wait for a client that reads its event stream slowly
   * @param lease how long the stream of a call in a session of 2025-11-25 or later stays open before its client is told to come back
   *     for the rest; zero for as long as the call takes
   * @param mostSubscriptions how many clients without sessions may listen for changes
   */
  public record Streams(Duration keepAlive, Duration patience, int maxBytes, Duration lease, int mostSubscriptions) {}

  /**
   * How calls that take long go on.
   *
   * @param after how long a call may take before it becomes a task, where the tool allows it
   * @param ttl how long a task can be asked for, from its begin
   * @param pollInterval how often clients are asked to look
   * @param most how many tasks are remembered
   * @param stateTtl how long a client may take to answer the questions of a call
   * @param stateSecret protects what clients carry between the rounds of a call; null for one that ends with the process
   */
  public record Tasks(
      Duration after, Duration ttl, Duration pollInterval, int most, Duration stateTtl, @Nullable String stateSecret) {}

  public McpOptions {
    if (pageSize < 1) {
      throw new IllegalArgumentException("page-size is " + pageSize + ", expected at least 1");
    }
  }

  /** Path {@code /mcp}, sessions that end after 30 idle minutes, 10,000 of them, and 4,096 calls under way in each. */
  public static McpOptions ofDefaults() {
    return new McpOptions(
        "/mcp",
        new Identity("roundhouse", "0.1.0", null, null, List.of()),
        new Sessions(Duration.ofMinutes(30), 10_000, 4_096, Duration.ofMinutes(5)),
        new Streams(Duration.ofSeconds(15), Duration.ofSeconds(5), 1 << 20, Duration.ZERO, 10_000),
        new Tasks(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofSeconds(1), 10_000, Duration.ofMinutes(10), null),
        500,
        Duration.ofMinutes(1));
  }

  /** The same options under this name and version. */
  public McpOptions withName(String newName, String newVersion) {
    return withIdentity(new Identity(newName, newVersion, identity.title(), identity.instructions(), identity.icons()));
  }

  /** The same options with these instructions. */
  public McpOptions withInstructions(String newInstructions) {
    return withIdentity(new Identity(identity.name(), identity.version(), identity.title(), newInstructions, identity.icons()));
  }

  /** The same options for a server that says this about itself. */
  public McpOptions withIdentity(Identity newIdentity) {
    return new McpOptions(path, newIdentity, sessions, streams, tasks, pageSize, listTtl);
  }

  /** The same options with this long for a session to rest. */
  public McpOptions withSessionIdle(Duration idle) {
    return withSessions(new Sessions(idle, sessions.most(), sessions.mostCalls(), sessions.questionTimeout()));
  }

  /** The same options with at most this many sessions. */
  public McpOptions withMaxSessions(int most) {
    return withSessions(new Sessions(sessions.idle(), most, sessions.mostCalls(), sessions.questionTimeout()));
  }

  /** The same options with sessions kept like this. */
  public McpOptions withSessions(Sessions newSessions) {
    return new McpOptions(path, identity, newSessions, streams, tasks, pageSize, listTtl);
  }

  /** The same options with this interval between signs of life. */
  public McpOptions withKeepAlive(Duration interval) {
    return withStreams(
        new Streams(interval, streams.patience(), streams.maxBytes(), streams.lease(), streams.mostSubscriptions()));
  }

  /** The same options with this long before an answer becomes an event stream. */
  public McpOptions withPatience(Duration time) {
    return withStreams(
        new Streams(streams.keepAlive(), time, streams.maxBytes(), streams.lease(), streams.mostSubscriptions()));
  }

  /** The same options with streams like this. */
  public McpOptions withStreams(Streams newStreams) {
    return new McpOptions(path, identity, sessions, newStreams, tasks, pageSize, listTtl);
  }

  /** The same options with tasks like this. */
  public McpOptions withTasks(Tasks newTasks) {
    return new McpOptions(path, identity, sessions, streams, newTasks, pageSize, listTtl);
  }

  /** The same options with this many entries on a page of a list. */
  public McpOptions withPageSize(int size) {
    return new McpOptions(path, identity, sessions, streams, tasks, size, listTtl);
  }
}
