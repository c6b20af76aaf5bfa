package io.roundhouse.server.cli;

import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.toolgraph.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A tool that never answers the first time, and at once when its process was replaced. */
public final class StuckOnce {

  private final Path marker;

  /** With the file that remembers the first time. */
  public StuckOnce(Path marker) {
    this.marker = marker;
  }

  /** Hangs, or works. */
  @Tool("Hangs once")
  @ToolEffect(Effect.IDEMPOTENT)
  public String work() throws IOException, InterruptedException {
    if (Files.exists(marker)) {
      return "done";
    }
    Files.writeString(marker, "first");
    new CountDownLatch(1).await(25, TimeUnit.SECONDS);
    return "late";
  }
}
