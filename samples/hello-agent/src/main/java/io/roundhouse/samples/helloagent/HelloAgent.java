package io.roundhouse.samples.helloagent;

import io.roundhouse.runtime.AgentReply;
import io.roundhouse.server.Roundhouse;

/** Greets people over MCP and A2A on port 8080, or on the port it is given. */
public final class HelloAgent {
  public static void main(String[] args) {
    Roundhouse.builder()
        .agent("hello", "Greets people", request -> AgentReply.text("Hello, " + request.text() + "!"))
        .port(args.length == 0 ? 8080 : Integer.parseInt(args[0]))
        .start();
  }
}
