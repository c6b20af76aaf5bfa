package io.roundhouse.runtime;

import io.roundhouse.routers.models.ModelCall;

/**
 * What one model made of one request, as the journal tells it: for learning which model suits which request. Immutable.
 *
 * @param call what was asked, as it was when the model was chosen; without a vector
 * @param model who answered in the end
 * @param micros what all its calls for the request cost, in millionths of a US dollar
 * @param chosen whether the model was chosen by routing rather than named
 */
public record ModelUse(ModelCall call, String model, long micros, boolean chosen) {}
