package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One call of a tool within a run. Immutable.
 *
 * @param callId unique within the run
 * @param parent the call id of the graph or agent it belongs to; empty for the run itself
 * @param step the graph's name for it; the tool's name outside graphs
 * @param tool the catalog's name of the tool
 * @param arguments a JSON object
 * @param idempotencyKey the same for every repetition
 * @param inGraph a healer takes the outcome, so nobody else may decide about breakers and stand-ins
 */
public record StepCall(
    String callId, String parent, String step, String tool, JsonNode arguments, String idempotencyKey, boolean inGraph) {}
