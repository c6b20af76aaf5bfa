package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.CatalogListener;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a runtime tells about its catalog, and which run a key belongs to. */
final class CatalogListenerTest extends RuntimeFixture {

  private static Tool tool(String name) {
    return Tool.blocking(name, "", Schema.anyObject(), call -> ToolResult.text(name));
  }

  @Test
  void tellsEveryChangeAndNothingElse() {
    List<Long> heard = new ArrayList<>();
    CatalogListener broken = newest -> {
      throw new IllegalStateException("no");
    };
    runtime.onCatalogChange(broken);
    Runnable stop = runtime.onCatalogChange(newest -> heard.add(newest.version()));

    host(tool("a"), tool("b"));
    runtime.update(catalog -> catalog);
    stop.run();
    host(tool("c"));

    assertThat(heard).containsExactly(1L, 2L);
  }

  @Test
  void retriesAFailedRunUnderItsKeyAndJoinsACompletedOne() {
    AtomicInteger calls = new AtomicInteger();
    List<String> keys = new ArrayList<>();
    host(Tool.blocking("flaky", "", Schema.anyObject(), call -> {
      synchronized (keys) {
        keys.add(call.idempotencyKey());
      }
      if (calls.incrementAndGet() == 1) {
        throw ToolException.badInput("not today");
      }
      return ToolResult.text("done");
    }));
    RunRequest request = RunRequest.tool("flaky", json()).withKey("order-7");

    Run failed = await(runtime.start(request));
    assertThat(await(failed.result())).isInstanceOf(RunResult.Failed.class);
    Run retried = await(runtime.start(request));
    assertThat(await(retried.result())).isInstanceOf(RunResult.Completed.class);
    Run joined = await(runtime.start(request));

    assertThat(retried.id()).isNotEqualTo(failed.id());
    assertThat(joined.id()).isEqualTo(retried.id());
    assertThat(calls).hasValue(2);
    assertThat(keys).containsExactly("order-7/call", "order-7/call");
  }
}
