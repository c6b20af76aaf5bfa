package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.plane.Point;
import java.util.List;

/**
 * One contender on one data set, over all trials. Immutable.
 *
 * @param peeks whether it looks at the scores it is judged by, so that it is a bound and not a rival
 * @param mean the mean of the trials' figures
 * @param low the lower end of the 95 % interval of the mean gain over the Zero router
 * @param high the upper end
 * @param trials the figures of each trial
 * @param points the curve of the first trial, for the picture
 * @param trainSeconds the mean CPU-or-wall time that learning and choosing took, as the caller's clock says
 */
public record Result(
    String contender, boolean peeks, Figures mean, double low, double high, List<Figures> trials, List<Point> points, double trainSeconds) {

  /** Copies the lists. */
  public Result {
    trials = List.copyOf(trials);
    points = List.copyOf(points);
  }
}
