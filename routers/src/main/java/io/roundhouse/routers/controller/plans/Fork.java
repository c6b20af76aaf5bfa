package io.roundhouse.routers.controller.plans;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import java.util.List;

/**
 * A choice that lies ahead: what was chosen before, and the branches that some plan still leads through. Immutable.
 *
 * @param stage mode, number, role or model
 * @param mode what was chosen; without meaning at {@link Stage#MODE}
 * @param number how many seats; without meaning before {@link Stage#ROLE}
 * @param seats the seats so far; at {@link Stage#MODEL} the last one has its role and no model yet
 * @param branches in the order of the book's plans
 */
public record Fork(Stage stage, CollaborationMode mode, int number, List<PlanSeat> seats, List<Branch> branches) {

  /** Copies the lists. */
  public Fork {
    seats = List.copyOf(seats);
    branches = List.copyOf(branches);
  }

  /**
   * One way to go on.
   *
   * @param name the mode, number, role or model; blank for "the agent's own model"
   * @param plans the plans that it leads to, as indices into the book
   */
  public record Branch(String name, List<Integer> plans) {

    /** Copies the list. */
    public Branch {
      plans = List.copyOf(plans);
    }
  }
}
