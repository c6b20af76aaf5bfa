package io.roundhouse.routers.models.plane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The non-decreasing upper convex hull of points: what can be had for a price when one may draw lots between two ways of choosing.
 * To the right of its last point it stays level; to the left of its first one there is nothing. Immutable.
 *
 * @param points by rising cost and quality, at least one
 */
public record Hull(List<Point> points) {

  /** Copies the points; throws {@link IllegalArgumentException} if there are none. */
  public Hull {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a hull has no points; expected at least one");
    }
  }

  /** Returns the hull of {@code points}, in any order. */
  public static Hull of(List<Point> points) {
    List<Point> sorted = points.stream()
        .sorted(Comparator.comparingDouble(Point::cost).thenComparing(Comparator.comparingDouble(Point::quality).reversed())).toList();
    List<Point> hull = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (Point point : sorted) {
      if (point.quality() > best) {
        best = point.quality();
        while (hull.size() >= 2 && isBelow(hull.get(hull.size() - 2), hull.getLast(), point)) {
          hull.removeLast();
        }
        hull.add(point);
      }
    }
    return new Hull(hull);
  }

  private static boolean isBelow(Point left, Point middle, Point right) {
    return (middle.quality() - left.quality()) * (right.cost() - left.cost())
        <= (right.quality() - left.quality()) * (middle.cost() - left.cost());
  }

  /** Returns the quality to be had for {@code cost}; that of the cheapest point if {@code cost} is below it. */
  public double at(double cost) {
    Point left = points.getFirst();
    for (Point right : points) {
      if (right.cost() >= cost) {
        double width = right.cost() - left.cost();
        return width <= 0 || cost <= left.cost() ? left.quality()
            : left.quality() + (right.quality() - left.quality()) * (cost - left.cost()) / width;
      }
      left = right;
    }
    return left.quality();
  }

  /**
   * Returns the mean quality over all prices from {@code least} to {@code most}: AIQ, the average improvement in quality (RouterBench,
   * section 3.2). The quality at {@code least} itself if both are the same.
   */
  public double mean(double least, double most) {
    if (!(most > least)) {
      return at(most);
    }
    double area = 0;
    double from = least;
    for (Point point : points) {
      if (point.cost() > from && point.cost() < most) {
        area += (point.cost() - from) * (at(from) + point.quality()) / 2;
        from = point.cost();
      }
    }
    return (area + (most - from) * (at(from) + at(most)) / 2) / (most - least);
  }

  /** Returns the lowest price at which {@code quality} can be had, if it can. */
  public OptionalDouble costOf(double quality) {
    Point left = points.getFirst();
    for (Point right : points) {
      if (right.quality() >= quality - 1e-12) {
        double rise = right.quality() - left.quality();
        return OptionalDouble.of(rise <= 0 ? right.cost()
            : left.cost() + (right.cost() - left.cost()) * Math.clamp((quality - left.quality()) / rise, 0.0, 1.0));
      }
      left = right;
    }
    return OptionalDouble.empty();
  }

  /** Returns the best quality to be had at any price. */
  public double peak() {
    return points.getLast().quality();
  }
}
