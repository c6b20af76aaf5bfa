package io.roundhouse.server.cli;

import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.eval.HealingEval;
import io.roundhouse.toolgraph.eval.HealingReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the published failure scenarios of the Self-Healing Router; exit code 1 if an outcome is not the best possible. */
@Command(name = "healing", description = "Play 2 x 19 published failure scenarios and compare every outcome with brute force.")
final class EvalHealingCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "The folder that contains " + HealingEval.FILE + ".")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Override
  public Integer call() {
    try {
      HealingReport report = HealingEval.run(data);
      spec.commandLine().getOut().println(report);
      spec.commandLine().getOut().flush();
      return report.isPerfect() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (GraphException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--data: " + e.getMessage());
    }
  }
}
