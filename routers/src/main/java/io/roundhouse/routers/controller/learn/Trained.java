package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.ControllerSnapshot;

/**
 * What training yields. Immutable.
 *
 * @param passed whether it may replace the snapshot in service: on requests held out it is not significantly worse
 * @param reason one sentence
 */
public record Trained(ControllerSnapshot snapshot, boolean passed, String reason) {}
