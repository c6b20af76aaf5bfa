package io.roundhouse.runtime;

/** What happens to a run whose next model call does not fit into its budget any more. */
public enum BudgetAction {
  /** The run fails and says which limit it reached. */
  STOP,
  /** A cheaper model of the catalog is asked, if one fits; otherwise the run stops. */
  DEGRADE,
  /** Somebody is asked whether as much again may be used; without a yes the run stops. */
  ASK,
  /** The run ends as an escalation: a person goes on. */
  HAND_OFF
}
