package io.roundhouse.server.cli;

/** Numbers of things in words. */
final class Counts {

  private Counts() {}

  static String of(int count, String one) {
    return of(count, one, one + "s");
  }

  static String of(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
