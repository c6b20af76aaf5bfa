package io.roundhouse.samples.invoicedesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo itself dies, again and again; its work does not. */
class DemoKillIT {
  private static final int KILLS = 5;
  /** Five times at most this much work is less than what the arrivals take at this pace, so every kill hits unfinished work. */
  private static final int MOST_MILLIS_OF_WORK = 1_200;
  private static final String PACE = "100";

  @TempDir
  private Path folder;

  @Test
  void losesAndRepeatsNothingWhenItIsKilledAtRandomMoments() throws Exception {
    long seed = Long.getLong("roundhouse.seed", System.nanoTime());
    System.out.println("DemoKillIT: -Droundhouse.seed=" + seed);
    Random random = new Random(seed);
    Path work = folder.resolve("work");

    for (int kill = 0; kill < KILLS; kill++) {
      DemoProcess demo = start(work);
      boolean atTheStart = kill > 0 && random.nextInt(4) == 0;
      demo.awaitText(atTheStart ? "Roundhouse demo" : "serving at");
      Duration more = Duration.ofMillis(50 + random.nextInt(MOST_MILLIS_OF_WORK - 50));
      assertThat(demo.process().waitFor(more.toMillis(), TimeUnit.MILLISECONDS)).as("seed %d: %s", seed, demo.text()).isFalse();
      demo.kill();
    }
    DemoProcess last = start(work);

    assertThat(last.awaitExit()).as("seed %d%n%s", seed, last.text()).isZero();
    assertThat(last.text()).contains("going on where an earlier demo stopped", "files seen 66 = posted 57 + rejected 9");
    LedgerCheck.assertComplete(work);
  }

  private DemoProcess start(Path work) throws Exception {
    return DemoProcess.start(folder, "--exit", "--dir", work.toString(), "--port", "0", "--pace", PACE);
  }
}
