package io.roundhouse.runtime.engine;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.SkillProfile;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Catalog;
import java.util.Collection;
import java.util.List;

/** The catalog as the controller sees it. */
final class RoutingView {

  private RoutingView() {}

  static RoutingRequest request(Catalog catalog, Collection<Agent> agents, String text) {
    List<ModelProfile> models = catalog.models().stream().map(ModelOffers::profile).toList();
    return new RoutingRequest(text, agents.stream().map(agent -> profile(catalog, agent)).toList(), models, catalog.version());
  }

  private static AgentProfile profile(Catalog catalog, Agent agent) {
    List<SkillProfile> skills = agent.skills().stream()
        .map(skill -> new SkillProfile(skill.id(), skill.description(), skill.tags(), skill.examples()))
        .toList();
    String model = agent.body() instanceof AgentBody.Prompted prompted ? ModelChoice.wish(catalog, prompted.model()) : null;
    return new AgentProfile(agent.name(), agent.description(), skills, model);
  }
}
