package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * How one step of a graph is done. Immutable; safe to share.
 *
 * @param tool the name of the catalog's tool
 * @param arguments argument name to template: a string that is {@code $item} or {@code $item.field.field} stands for that value,
 *     {@code $failure.message} and {@code $failure.step} for the last failure of the run, {@code $run.id} and {@code $run.key} for
 *     the run; inside a longer string {@code ${item.field}} is replaced by its text; under the
 *     argument name {@code *} an object's fields become arguments themselves; objects and arrays are filled in deeply; anything
 *     else is a constant, and a leading {@code $$} stands for one dollar sign
 * @param yields item name to the path of its value in the result, for example {@code entry.id}; an empty path takes the whole result
 */
public record StepBinding(String tool, Map<String, JsonNode> arguments, Map<String, String> yields) {

  public StepBinding {
    arguments = Map.copyOf(arguments);
    yields = Map.copyOf(yields);
  }
}
