package io.roundhouse.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.models.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotWatchTest {

  private static final Duration REFRESH = Duration.ofSeconds(10);

  @TempDir Path place;

  private final AtomicLong nanos = new AtomicLong();

  private SnapshotFolder<ControllerSnapshot> folder() {
    return SnapshotFolder.controllers(place);
  }

  private SnapshotWatch<ControllerSnapshot, String> watch() {
    return new SnapshotWatch<>(folder(), place, REFRESH, nanos::get, (version, snapshot) -> {
      SnapshotWatch.requireEmbedder(version, snapshot.embedder(), "letters");
      return snapshot.source();
    });
  }

  private String promote(String source, String embedder) throws IOException {
    PlanBook book = PlanBook.of(List.of(new PlanFacts(Plan.solo(null), 1, 1, 0.5, 0.5, 1.0, 1.0)));
    String version = folder().add(ControllerSnapshot.fixed(embedder, source, Goal.BALANCED, book));
    folder().promote(version, "for a test");
    return version;
  }

  @Test
  void takesUpWhatIsPromotedAndRolledBackOnceItIsTimeToLookAgain() throws IOException {
    SnapshotWatch<ControllerSnapshot, String> watch = watch();
    assertThat(watch.current().value()).isNull();

    String first = promote("one", "letters");
    assertThat(watch.current().value()).as("it is not time yet").isNull();
    nanos.addAndGet(REFRESH.toNanos());
    assertThat(watch.current()).isEqualTo(new SnapshotWatch.InService<>(first, "one"));

    promote("two", "letters");
    nanos.addAndGet(REFRESH.toNanos());
    assertThat(watch.current().value()).isEqualTo("two");
    folder().rollBack();
    nanos.addAndGet(REFRESH.toNanos());
    assertThat(watch.current().version()).isEqualTo(first);
  }

  @Test
  void staysWithWhatItHasWhenTheNextOneCannotBeUsed() throws IOException {
    String first = promote("one", "letters");
    SnapshotWatch<ControllerSnapshot, String> watch = watch();

    promote("two", "words");
    nanos.addAndGet(REFRESH.toNanos());
    assertThat(watch.current()).isEqualTo(new SnapshotWatch.InService<>(first, "one"));

    String third = promote("three", "letters");
    Path file = place.resolve("controller-" + third + ".json");
    String whole = Files.readString(file);
    Files.writeString(file, "{");
    nanos.addAndGet(REFRESH.toNanos());
    assertThat(watch.current().value()).isEqualTo("one");
    Files.writeString(file, whole);
    nanos.addAndGet(REFRESH.toNanos());
    assertThat(watch.current().value()).isEqualTo("three");
  }
}
