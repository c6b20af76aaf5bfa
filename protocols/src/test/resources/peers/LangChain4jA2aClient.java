import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import java.util.Map;

/** Asks an A2A 0.3 agent by LangChain4j's own client and prints the answer. Usage: the agent's address, and the words. */
class LangChain4jA2aClient {

  public static void main(String[] arguments) {
    UntypedAgent agent = AgenticServices.a2aBuilder(arguments[0]).inputKeys("text").outputKey("answer").build();
    System.out.println("answer: " + agent.invoke(Map.of("text", arguments[1])));
    System.exit(0);
  }
}
