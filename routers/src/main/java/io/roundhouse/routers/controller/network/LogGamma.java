package io.roundhouse.routers.controller.network;

/** The logarithm of the gamma function for numbers of at least 1, by Stirling's series after shifting its argument above 10. */
final class LogGamma {

  private static final double SHIFTED = 10;
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private LogGamma() {}

  static double of(double x) {
    double shift = 0;
    double y = x;
    while (y < SHIFTED) {
      shift -= Math.log(y);
      y++;
    }
    double inverse = 1 / (y * y);
    double series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / y;
    return shift + (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + series;
  }

  /** Its derivative, by the series that belongs to it. */
  static double slope(double x) {
    double shift = 0;
    double y = x;
    while (y < SHIFTED) {
      shift -= 1 / y;
      y++;
    }
    double inverse = 1 / (y * y);
    return shift + Math.log(y) - 0.5 / y - inverse * (1.0 / 12 - inverse * (1.0 / 120 - inverse * (1.0 / 252 - inverse / 240)));
  }
}
