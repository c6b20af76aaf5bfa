package io.roundhouse.routers.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small office with a few agents and things that people ask of them. */
final class Desk {

  static final Map<String, String> DESCRIPTIONS = new TreeMap<>(Map.ofEntries(
      Map.entry("billing", "Answers questions about invoices and payments."),
      Map.entry("travel", "Books flights and hotels for business trips."),
      Map.entry("payroll", "Answers questions about salaries and pay slips."),
      Map.entry("it-support", "Helps with broken computers, printers and passwords."),
      Map.entry("canteen", "Tells what there is for lunch and orders food."),
      Map.entry("facilities", "Looks after rooms, keys, heating and furniture."),
      Map.entry("legal", "Checks contracts and answers legal questions."),
      Map.entry("hiring", "Collects applications and plans job interviews."),
      Map.entry("fleet", "Lends company cars and has them serviced."),
      Map.entry("press", "Answers journalists and writes press releases."),
      Map.entry("library", "Lends books and finds articles.")));

  private static final Map<String, List<String>> REQUESTS = Map.ofEntries(
      Map.entry("billing", List.of("I have not got an invoice for june",
          "when do we have to pay this bill", "the amount on the invoice is wrong",
          "has the customer paid yet", "send a reminder for the open payment", "why were we charged twice")),
      Map.entry("travel", List.of("book me a flight to oslo", "I need a hotel in berlin next week", "cancel my trip to madrid",
          "is there an earlier plane to vienna", "find a room near the trade fair", "change my seat on the flight home")),
      Map.entry("payroll", List.of("when does my salary arrive", "my pay slip is missing", "how much tax was taken off my wages",
          "I was paid too little this month", "where do I see my bonus", "change the account for my salary")),
      Map.entry("it-support", List.of("my laptop does not start", "the printer is jammed", "I forgot my password",
          "the screen stays black", "install the new office programs", "my mailbox is full")),
      Map.entry("canteen", List.of("what is for lunch today", "is there anything vegetarian", "order sandwiches for ten people",
          "when does the canteen close", "which soup do you have", "I would like a coffee in the meeting")),
      Map.entry("facilities", List.of("it is freezing in room 204", "I lost the key to my office", "we need two more chairs",
          "the lamp above my desk is broken", "who cleans the kitchen", "the window does not close")),
      Map.entry("legal", List.of("please check this contract", "may we use the photo on our site", "what does clause seven mean",
          "can we end the agreement early", "is this licence allowed", "somebody threatens to sue us")),
      Map.entry("hiring", List.of("I want to apply for the job", "invite the candidate to an interview", "how many applications came in",
          "is the position still open", "reject the applicant politely", "write a job advertisement")),
      Map.entry("fleet", List.of("I need a company car on monday", "the tyre of the van is flat", "when is the car due for service",
          "where do I get the car keys", "who drives the blue van", "reserve the electric car")),
      Map.entry("press", List.of("a journalist wants an interview",
          "write a press release about the merger", "what may I tell the newspaper",
          "send the reporters our photos", "the radio asks for a statement", "who talks to the media")),
      Map.entry("library", List.of("do you have a book about java", "extend my loan by a week", "find articles on databases",
          "I want to return two books", "where are the magazines", "order the new handbook for me")));

  private Desk() {}

  /** Every agent with its first {@code shown} requests as examples. */
  static List<AgentKnowledge> agents(int shown) {
    List<AgentKnowledge> agents = new ArrayList<>();
    DESCRIPTIONS.forEach((name, description) -> agents.add(new AgentKnowledge(name, description, requests(name).subList(0, shown))));
    return agents;
  }

  static List<String> requests(String agent) {
    return REQUESTS.getOrDefault(agent, List.of());
  }
}
