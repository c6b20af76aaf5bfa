package io.roundhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.server.Roundhouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person does about a server that changes its tools. */
class McpCommandIT {

  @TempDir
  private Path folder;
  private Roundhouse bank;
  private Path file;
  private String out = "";

  @BeforeEach
  void start() throws IOException {
    bank = Roundhouse.builder().port(0).tool(pay("Pays.")).start();
    file = Files.writeString(folder.resolve("app.yaml"), "mcp-servers:\n  bank: {url: \"" + bank.mcpUrl() + "\"}\n");
  }

  @AfterEach
  void stop() {
    bank.close();
  }

  @Test
  void listsShowsAndApproves() {
    assertThat(run("mcp", "list", file.toString())).isZero();
    assertThat(out).contains("bank   revision 20").contains("  bank.pay   Pays.").doesNotContain("!");
    assertThat(run("mcp", "diff", file.toString())).isZero();

    bank.runtime().update(catalog -> catalog.with(pay("Pays twice.")));

    assertThat(run("mcp", "diff", file.toString(), "bank")).isEqualTo(1);
    assertThat(out).contains("bank pay: its definition has changed").contains("~ description: \"Pays.\" -> \"Pays twice.\"");
    assertThat(run("mcp", "list", file.toString())).isZero();
    assertThat(out).contains("bank.pay   Pays.").contains("! tool 'pay' of server 'bank' waits for approval");

    assertThat(run("mcp", "approve", file.toString(), "bank", "pay")).isZero();
    assertThat(out).contains("Approved 1 definition of server 'bank'.");
    assertThat(run("mcp", "diff", file.toString())).isZero();
    assertThat(out).contains("Nothing waits for approval.");
  }

  @Test
  void showsWhatWasSaidLastWhenTheServerIsGone() {
    run("mcp", "list", file.toString());
    bank.runtime().update(catalog -> catalog.with(pay("Pays twice.")));
    run("mcp", "diff", file.toString());
    bank.close();

    assertThat(run("mcp", "diff", file.toString())).isEqualTo(1);
    assertThat(out).contains("what it said last is shown").contains("Pays twice.");
    assertThat(run("mcp", "list", file.toString())).isEqualTo(1);
    assertThat(out).contains("cannot connect to MCP server 'bank'");
  }

  @Test
  void namesTheServersThereAre() {
    assertThat(run("mcp", "approve", file.toString(), "bnak")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(out).contains("there is no MCP server 'bnak'; the file has bank");
    assertThat(run("mcp", "login", file.toString(), "bank")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(out).contains("has no authorization");
  }

  private static Tool pay(String description) {
    return Tool.blocking("pay", description, Schema.anyObject(), call -> ToolResult.text("paid"));
  }

  private int run(String... arguments) {
    StringWriter written = new StringWriter();
    CommandLine program = Main.commandLine().setOut(new PrintWriter(written)).setErr(new PrintWriter(written));
    int code = program.execute(arguments);
    out = written.toString();
    return code;
  }
}
