package io.roundhouse.runtime.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.testing.ModelReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CassetteIT extends ModelFixture {

  @TempDir Path folder;

  @Test
  void playsBackWhatAModelSaidWithoutAskingIt() throws Exception {
    Path file = folder.resolve("calls.jsonl");
    provider.next(ModelReply.text("first").withUsage(3, 1), ModelReply.text("second"));
    Model real = model("small", QUICK);
    ask(Cassette.record(file, List.of("hush-hush")).model(vertx, real));
    say("tell hush-hush, my key is sk-0123456789abcdef0123");
    say("tell hush-hush, my key is sk-0123456789abcdef0123");

    host(Cassette.replay(file, List.of("hush-hush")).model(vertx, real));
    Ended first = say("tell hush-hush, my key is sk-0123456789abcdef0123");
    Ended second = say("tell hush-hush, my key is sk-0123456789abcdef0123");
    Ended again = say("tell hush-hush, my key is sk-0123456789abcdef0123");
    Ended unknown = say("something else");

    assertThat(List.of(first.text(), second.text(), again.text())).containsExactly("first", "second", "second");
    assertThat(unknown.result()).isInstanceOf(RunResult.Failed.class);
    assertThat(provider.asked()).hasSize(2);
    assertThat(Files.readString(file)).contains("first").doesNotContain("hush-hush").doesNotContain("sk-0123456789");
  }

  @Test
  void playsBackWhatToolsDidWithoutCallingThem() throws Exception {
    Path file = folder.resolve("calls.jsonl");
    AtomicInteger calls = new AtomicInteger();
    Tool real = Tool.blocking("double", "", Schema.anyObject(), call -> {
      calls.incrementAndGet();
      return ToolResult.of(JsonNodeFactory.instance.objectNode().put("n", call.arguments().path("n").asInt() * 2));
    });
    RunRequest request = RunRequest.tool("double",
        JsonNodeFactory.instance.objectNode().put("n", 21).put("password", "open sesame"));
    runtime.update(catalog -> catalog.with(Cassette.record(file, List.of()).tool(vertx, real)));
    end(request);

    runtime.update(catalog -> catalog.with(Cassette.replay(file, List.of()).tool(vertx, real)));
    RunResult.Completed played = (RunResult.Completed) end(request).result();

    assertThat(played.data().path("n").asInt()).isEqualTo(42);
    assertThat(calls).hasValue(1);
    assertThat(Files.readString(file)).doesNotContain("open sesame");
  }
}
