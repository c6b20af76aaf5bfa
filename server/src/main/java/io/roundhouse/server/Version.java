package io.roundhouse.server;

import java.util.Optional;

/** The version of this build. */
public final class Version {

  private Version() {}

  /** As the jar's manifest says; {@code dev} for classes that are in no jar. */
  public static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");
  }
}
