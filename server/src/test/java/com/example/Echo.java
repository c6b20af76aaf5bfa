package com.example;

import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRequest;

/** An agent as a user of the program writes one. */
public record Echo(String prefix) implements AgentBody.Answer {

  @Override
  public AgentReply answer(AgentRequest request) {
    return AgentReply.text(prefix + request.text());
  }
}
