package io.roundhouse.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an agent comes to an answer. */
public sealed interface AgentBody {

  /** Plain Java on a virtual thread. */
  record Code(Answer answer) implements AgentBody {}

  /**
   * A model with instructions that may call tools, in a loop until it answers.
   *
   * @param instructions the system message
   * @param tools names of the catalog's tools it may call; a name that ends in {@code *} allows all with that prefix
   * @param model the model's name, or null to let the controller choose
   * @param maxSteps the most model calls for one request
   */
  record Prompted(String instructions, List<String> tools, @Nullable String model, int maxSteps) implements AgentBody {

    public Prompted {
      tools = List.copyOf(tools);
      if (maxSteps < 1) {
        throw new CatalogException("max-steps is " + maxSteps + ", expected at least 1");
      }
    }
  }

  /** A front desk: the controller picks one of these agents for each request, and that one answers. */
  record Routed(List<String> agents) implements AgentBody {

    public Routed {
      agents = List.copyOf(agents);
    }
  }

  /** The work of a {@link Code} agent. */
  @FunctionalInterface
  interface Answer {
    /** Answers one request; what it throws fails the request. */
    AgentReply answer(AgentRequest request) throws Exception;
  }
}
