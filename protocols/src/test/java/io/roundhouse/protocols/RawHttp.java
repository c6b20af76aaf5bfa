package io.roundhouse.protocols;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests byte by byte as they are written, one per connection: a line with method and path, headers, an empty line, a body. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;

  /** Sends to this port of loopback. */
  public RawHttp(int port) {
    this.port = port;
  }

  /** What came back; status 0 if the connection was closed without an answer. The body of an event stream is not read. */
  public record Answer(int status, Map<String, String> headers, String body) {

    public boolean isEmpty() {
      return status == 0;
    }

    public String header(String name) {
      return headers.get(name);
    }

    public boolean isJson() {
      return headers.getOrDefault("content-type", "").startsWith("application/json");
    }
  }

  /** Host, length and the end of the connection are added; fails if there is no answer within 20 seconds. */
  public Answer send(String text) {
    int end = text.indexOf("\n\n");
    String head = end < 0 ? text : text.substring(0, end);
    byte[] body = (end < 0 ? "" : text.substring(end + 2)).getBytes(StandardCharsets.ISO_8859_1);
    String[] lines = head.split("\n", -1);
    StringBuilder request = new StringBuilder(lines[0]).append(" HTTP/1.1\r\nHost: 127.0.0.1:").append(port).append("\r\n");
    for (int i = 1; i < lines.length; i++) {
      request.append(lines[i]).append("\r\n");
    }
    request.append("Content-Length: ").append(body.length).append("\r\nConnection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
        return read(socket.getInputStream());
      } catch (SocketException closed) {
        return new Answer(0, Map.of(), "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return new Answer(0, Map.of(), "");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    boolean endless = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
    String length = headers.get("content-length");
    byte[] body = endless ? new byte[0] : length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    return new Answer(Integer.parseInt(first.split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
