package io.roundhouse.protocols.mcp.client;

import io.roundhouse.runtime.testing.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A peer that listens on a port of its own. */
final class PeerProcess implements AutoCloseable {

  private final Process process;
  private final Thread reader;
  private final int port;

  private PeerProcess(Process process, String ready, int port) {
    this.process = process;
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = null;
    try {
      do {
        line = lines.readLine();
      } while (line != null && !line.contains(ready));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (line == null) {
      process.destroyForcibly();
      throw new AssertionError("the peer ended before it said '" + ready + "'");
    }
    this.port = port > 0 ? port : Integer.parseInt(line.strip());
    // A peer that nobody reads from stops when its pipe is full.
    this.reader = Thread.ofVirtual().start(() -> lines.lines().forEach(more -> { }));
  }

  /** Starts a command that prints its port as its first line. */
  static PeerProcess start(List<String> command, Path folder) {
    return new PeerProcess(run(command, folder, Map.of()), "", 0);
  }

  /** Starts a command that takes its port from the environment and prints a line with {@code ready} when it listens. */
  static PeerProcess start(List<String> command, Path folder, String ready) {
    int free = freePort();
    return new PeerProcess(run(command, folder, Map.of("PORT", Integer.toString(free))), ready, free);
  }

  static Path script(String name) {
    return Path.of("src/test/resources/peers", name).toAbsolutePath();
  }

  static McpTransport.Stdio stdio(Peers peers, List<String> command) {
    return new McpTransport.Stdio(command.getFirst(), command.subList(1, command.size()), Map.of(), peers.folder());
  }

  int port() {
    return port;
  }

  private static Process run(List<String> command, Path folder, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    reader.interrupt();
  }
}
