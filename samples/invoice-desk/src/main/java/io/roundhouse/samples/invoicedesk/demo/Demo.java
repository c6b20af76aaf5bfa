package io.roundhouse.samples.invoicedesk.demo;

import io.roundhouse.samples.invoicedesk.invoices.InvoiceFile;
import io.roundhouse.samples.invoicedesk.invoices.InvoiceSet;
import io.roundhouse.server.logging.QuietLogging;
import io.roundhouse.server.spi.CliCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roundhouse demo}: posts 66 invoice files while two processes are killed, and shows that it all adds up. */
@Command(name = "demo", description = "Watch an accounts-payable desk post 66 invoices while its ledger and its rate provider are killed.")
public final class Demo implements CliCommand {
  private static final Duration QUEUE_EMPTY = Duration.ofSeconds(90);
  private static final int LONGEST_PACE = 60_000;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(names = "--dir", paramLabel = "DIR", defaultValue = "invoice-desk",
      description = "The folder to work in; ${DEFAULT-VALUE} unless said.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path dir;

  @Option(names = "--exit", description = "End after the summary: 0 if it adds up, 1 if not. Otherwise the desk keeps serving.")
  private boolean exit;

  @Option(names = "--fresh", description = "Begin afresh even if an unfinished demo is in the folder.")
  private boolean fresh;

  @Option(names = "--port", paramLabel = "N", defaultValue = "8080",
      description = "The port to serve on, 0 for a free one; ${DEFAULT-VALUE} unless said.")
  private int port;

  @Option(names = "--pace", paramLabel = "MILLIS", defaultValue = "120",
      description = "Time between two invoices; ${DEFAULT-VALUE} unless said.")
  private int pace;

  @Option(names = "--seed", paramLabel = "N", description = "Invent other invoices; the same ones for the same number.")
  private @Nullable Long seed;

  @Option(names = {"-v", "--verbose"}, description = "Log details to standard error.")
  private boolean verbose;

  private final Stop stop = new Stop();

  /** Made by the command line. */
  public Demo() {}

  @Override
  public Integer call() {
    check("--port", port, 65_535);
    check("--pace", pace, LONGEST_PACE);
    if (verbose) {
      QuietLogging.verbose();
    } else {
      QuietLogging.errorsOnly();
    }
    Screen screen = new Screen(spec.commandLine().getOut(), Ansi.AUTO.enabled());
    try (WorkFolder folder = WorkFolder.open(dir, seed, InvoiceSet.DEFAULT_SEED, fresh)) {
      return run(folder, screen);
    }
  }

  private int run(WorkFolder folder, Screen screen) {
    InvoiceSet invoices = InvoiceSet.of(folder.seed());
    screen.line("Roundhouse demo: an accounts-payable desk with %d invoices, in %s".formatted(invoices.files().size(), folder.root()));
    screen.change("starting the ledger, the rate provider and the server ...");
    Desk desk = Desk.open(folder, port);
    screen.change("");
    Closing closing = Closing.onExit(desk, stop, screen);
    try (Story story = new Story(screen, invoices.files().size())) {
      work(folder, invoices, desk, story);
      if (stop.isAsked()) {
        return closing.await();
      }
    }
    Summary summary = Summary.of(new Books(desk.runtime()), names(invoices), desk.queue().waiting().size());
    screen.line("");
    summary.lines().forEach(screen::line);
    if (summary.addsUp()) {
      folder.finish();
      closing.finished();
    }
    if (!exit) {
      screen.line("");
      TryIt.lines(desk.server(), summary.example()).forEach(screen::line);
      screen.line("");
      screen.line("Serving until Ctrl-C.");
      return closing.await();
    }
    closing.now();
    return summary.addsUp() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void work(WorkFolder folder, InvoiceSet invoices, Desk desk, Story story) {
    Map<String, InvoiceAccount> before = new Books(desk.runtime()).invoices();
    if (folder.goesOn() && !before.isEmpty()) {
      story.tell("going on where an earlier demo stopped: %d invoices had arrived; resuming %d unfinished runs".formatted(before.size(),
          desk.server().resumed()));
    }
    story.tell("processes: ledger %d, rate provider %d; serving at %s".formatted(desk.ledger().pid().orElse(-1), desk.rates().pid(),
        desk.server().url()));
    Map<String, InvoiceAccount> finished = before.entrySet().stream()
        .filter(known -> known.getValue().isPosted() || known.getValue().isRejected())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    story.begin(finished.size(), (int) finished.values().stream().filter(InvoiceAccount::isPosted).count(),
        (int) finished.values().stream().filter(InvoiceAccount::isRejected).count());
    Runnable forget = desk.runtime().observe(story);
    story.watch(desk::breaker);
    new Reconciler(desk, story, stop).start();
    new Arrivals(desk.runtime(), folder.inbox(), Duration.ofMillis(pace), story, stop)
        .bringIn(invoices, finished.keySet(), new Outages(desk, story, stop, invoices.files().size()));
    stop.until(() -> desk.queue().waiting().isEmpty(), QUEUE_EMPTY);
    forget.run();
  }

  private void check(String option, int value, int most) {
    if (value < 0 || value > most) {
      throw new CommandLine.ParameterException(spec.commandLine(), "%s is %d; expected 0 to %d".formatted(option, value, most));
    }
  }

  private static List<String> names(InvoiceSet invoices) {
    return invoices.files().stream().map(InvoiceFile::name).toList();
  }
}
