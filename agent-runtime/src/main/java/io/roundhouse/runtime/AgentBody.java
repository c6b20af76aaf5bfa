package io.roundhouse.runtime;

import io.roundhouse.routers.CollaborationMode;
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
   * @param model the model's name; null or {@code auto} to let the controller choose
   * @param maxSteps the most model calls for one request
   * @param output the schema its answer has to fit, which then comes as structured data too; null for plain words
   */
  record Prompted(String instructions, List<String> tools, @Nullable String model, int maxSteps, @Nullable Schema output)
      implements AgentBody {

    /** An agent that answers in plain words. */
    public Prompted(String instructions, List<String> tools, @Nullable String model, int maxSteps) {
      this(instructions, tools, model, maxSteps, null);
    }

    public Prompted {
      tools = List.copyOf(tools);
      if (maxSteps < 1) {
        throw new CatalogException("max-steps is " + maxSteps + ", expected at least 1");
      }
    }
  }

  /**
   * A front desk: the controller picks who of these agents answers each request.
   *
   * @param modes how they may work together where several of them suit a request; empty to let one answer alone
   */
  record Routed(List<String> agents, List<CollaborationMode> modes) implements AgentBody {

    public Routed {
      agents = List.copyOf(agents);
      modes = List.copyOf(modes);
    }

    /** A desk where one agent answers alone. */
    public Routed(List<String> agents) {
      this(agents, List.of());
    }
  }

  /** Other agents that work on each request together. */
  record Team(io.roundhouse.runtime.Team team) implements AgentBody {}

  /** The work of a {@link Code} agent. */
  @FunctionalInterface
  interface Answer {
    /** Answers one request; what it throws fails the request. */
    AgentReply answer(AgentRequest request) throws Exception;
  }
}
