package io.roundhouse.routers;

import java.util.ArrayList;
import java.util.List;

/**
 * A decision in the making. What no stage has decided yet holds its start value: all agents of the request, {@link
 * CollaborationMode#SOLO}, one agent, no seats. Immutable.
 *
 * @param agents who is still in play, by name; after {@link Stage#AGENTS} best first
 * @param number how many seats there will be
 * @param seat the index of the seat that is being filled
 * @param seats the seats so far, in order; while a model is chosen the last one is the seat it is chosen for
 * @param trace the stages taken so far, with their candidates and confidence
 */
public record Draft(
    RoutingRequest request,
    List<AgentProfile> agents,
    CollaborationMode mode,
    int number,
    int seat,
    List<Assignment> seats,
    List<StageTrace> trace) {

  /** Copies the lists. */
  public Draft {
    agents = List.copyOf(agents);
    seats = List.copyOf(seats);
    trace = List.copyOf(trace);
  }

  /** Returns the draft with which every decision begins. */
  public static Draft of(RoutingRequest request) {
    return new Draft(request, request.agents(), CollaborationMode.SOLO, 1, 0, List.of(), List.of());
  }

  /** Returns the agent of the seat that is being filled; with more seats than agents, agents take several in turn. */
  public AgentProfile seated() {
    return agents.get(seat % agents.size());
  }

  Draft withAgents(List<AgentProfile> remaining) {
    return new Draft(request, remaining, mode, number, seat, seats, trace);
  }

  Draft withMode(CollaborationMode chosen) {
    return new Draft(request, agents, chosen, number, seat, seats, trace);
  }

  Draft withNumber(int chosen) {
    return new Draft(request, agents, mode, chosen, seat, seats, trace);
  }

  Draft atSeat(int index) {
    return new Draft(request, agents, mode, number, index, seats, trace);
  }

  /** Fills the current seat, or fills it anew. */
  Draft seating(Assignment assignment) {
    List<Assignment> filled = new ArrayList<>(seats.subList(0, seat));
    filled.add(assignment);
    return new Draft(request, agents, mode, number, seat, filled, trace);
  }

  Draft traced(StageTrace stage) {
    List<StageTrace> longer = new ArrayList<>(trace);
    longer.add(stage);
    return new Draft(request, agents, mode, number, seat, seats, longer);
  }
}
