package io.roundhouse.samples.invoicedesk.rates;

import io.roundhouse.server.Roundhouse;
import io.roundhouse.server.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The market rates as a program: an MCP server over HTTP on 127.0.0.1. Its only argument is the port, 0 for a free one; it prints its
 * address. It ends when its standard input does, so it never outlives who started it.
 */
public final class RateServer {
  private RateServer() {}

  /** Serves until standard input ends. */
  public static void main(String[] arguments) {
    if (arguments.length != 1 || !arguments[0].matches("\\d{1,5}")) {
      System.err.println("rates: found other arguments; expected one, the port");
      System.exit(2);
    }
    Thread.ofPlatform().daemon().name("end-of-input").start(RateServer::endWithInput);
    try {
      System.out.println(Roundhouse.builder().tools(new MarketRates()).port(Integer.parseInt(arguments[0])).start().mcpUrl());
    } catch (StartException failure) {
      System.err.println("rates: " + failure.getMessage());
      System.exit(1);
    }
  }

  private static void endWithInput() {
    InputStream in = System.in;
    try {
      in.transferTo(OutputStream.nullOutputStream());
      Runtime.getRuntime().halt(0); // Nothing here is worth an orderly end.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
