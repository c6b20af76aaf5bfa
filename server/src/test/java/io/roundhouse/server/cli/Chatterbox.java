package io.roundhouse.server.cli;

import dev.langchain4j.agent.tool.Tool;

/** A tool that prints while it works. */
public final class Chatterbox {

  /** Prints, and says so. */
  @Tool("Prints")
  public String chatter() {
    System.out.println("I talk while I work");
    return "said";
  }
}
