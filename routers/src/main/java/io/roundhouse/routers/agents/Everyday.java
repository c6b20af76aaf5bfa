package io.roundhouse.routers.agents;

import java.util.List;

/**
 * Requests as people make them everywhere, on no subject in particular. An agent's description is compared with them before it is
 * compared with a request: some descriptions are close to everything, and only what is closer than that means something. They
 * stand in until real traffic is known.
 */
final class Everyday {

  private Everyday() {}

  static final List<String> REQUESTS = List.of(
      "what is the difference between these two", "how much would that be for four people", "can you help me with my homework",
      "when does the museum open on sundays", "my neighbour's dog barks all night", "write a short letter to my landlord",
      "who won the match last night", "is it normal that my knee hurts after running", "show me pictures of mountain lakes",
      "I would like to talk to somebody", "why is the sky blue", "find a good book about the roman empire",
      "the printer does not work again", "how do I remove a stain from a white shirt", "where can I buy cheap garden furniture",
      "which team is at the top of the table", "please send it to my office instead", "my computer is very slow today",
      "what should I wear to a wedding", "how tall is the tallest building in the world", "I forgot my password",
      "are there any tickets left for the concert", "summarise this article for me", "when was the telephone invented",
      "I want to complain about the service", "does this medicine make you sleepy", "tell me about your company",
      "how many students are in the class", "the heating in our flat is broken", "can I bring a friend along",
      "look up the phone number of the town hall", "what are the symptoms of the flu", "is the shop near the station still open",
      "how do plants make oxygen", "we need to cancel everything for thursday", "the picture on the screen is too dark",
      "give me a list of famous painters", "what happened in the news today", "I have lost my umbrella on the bus",
      "how do I become a teacher", "which of these phones has the best camera", "my daughter wants to learn the piano",
      "could you check whether the form is complete", "how long is the film", "the bottle is leaking",
      "what do cats eat besides meat", "sign me up for the newsletter", "is there a discount for students",
      "who is the president of brazil", "the lift is out of order", "which exercises are good for the back",
      "I need a receipt for my purchase", "what is the capital of australia", "can you make it a bit shorter",
      "where do I hand in the application", "my package was damaged when it came", "how do I tie a tie",
      "what time does the last train leave", "are the results already there", "start the washing machine at six");
}
