package io.roundhouse.samples.invoicedesk.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The ledger as a program: an MCP server on standard input and output. Its only argument is the database file. It ends when its
 * input does; the log goes to standard error.
 */
public final class LedgerServer {
  private LedgerServer() {}

  /** Serves until standard input ends. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 1) {
      System.err.printf("ledger: found %d arguments; expected one, the database file%n", arguments.length);
      System.exit(2);
    }
    PrintStream out = System.out;
    System.setOut(System.err); // Standard output belongs to the protocol; a stray print would break it.
    CountDownLatch inputEnded = new CountDownLatch(1);
    try (Ledger ledger = Ledger.open(Path.of(arguments[0]))) {
      McpSyncServer server = serve(ledger, new EndingInput(System.in, inputEnded), out);
      System.err.printf("ledger: serving %s, %d entries%n", arguments[0], ledger.totals().entries());
      inputEnded.await();
      server.closeGracefully();
    }
    System.err.println("ledger: input ended, closed");
    System.exit(0); // The transport keeps threads that are not daemons.
  }

  private static McpSyncServer serve(Ledger ledger, InputStream in, PrintStream out) {
    ObjectMapper json = new ObjectMapper();
    McpJsonMapper mapper = new JacksonMcpJsonMapper(json);
    return McpServer.sync(new StdioServerTransportProvider(mapper, in, out))
        .serverInfo("ledger", "1.0")
        .instructions("A double-entry ledger in euro. Post entries with a key of your own; the same key is booked once.")
        .jsonMapper(mapper)
        .jsonSchemaValidator(new DefaultJsonSchemaValidator(json))
        .capabilities(ServerCapabilities.builder().tools(false).build())
        .tools(new LedgerTools(ledger, mapper, json).all())
        .build();
  }

  /** Tells when the stream has ended, which the transport does not. */
  private static final class EndingInput extends FilterInputStream {
    private final CountDownLatch ended;

    EndingInput(InputStream in, CountDownLatch ended) {
      super(in);
      this.ended = ended;
    }

    @Override
    public int read() throws IOException {
      return noticed(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return noticed(super.read(bytes, offset, length));
    }

    private int noticed(int result) {
      if (result < 0) {
        ended.countDown();
      }
      return result;
    }
  }
}
