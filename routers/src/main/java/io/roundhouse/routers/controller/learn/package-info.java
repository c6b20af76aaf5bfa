/**
 * Learning from episodes: {@link io.roundhouse.routers.controller.learn.ControllerTrainer} makes snapshots, {@link
 * io.roundhouse.routers.controller.learn.OffPolicy} says what a policy would have earned on what another one logged, {@link
 * io.roundhouse.routers.controller.learn.DriftAlarm} when a snapshot has grown old. Pure: no files, no clock.
 */
@NullMarked
package io.roundhouse.routers.controller.learn;

import org.jspecify.annotations.NullMarked;
