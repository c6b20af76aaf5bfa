package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolException;
import java.util.List;
import java.util.Optional;

/** Decides before anything is recorded whether a request makes sense. */
final class Admission {

  private Admission() {}

  static Optional<RuntimeFault> refusal(Catalog catalog, RunRequest request) {
    return switch (request.target()) {
      case Target.ToolTarget target -> catalog.tool(target.name())
          .map(tool -> badArguments(tool, request))
          .orElseGet(() -> Optional.of(new CatalogException("there is no tool '" + target.name() + "' here")));
      case Target.AgentTarget target -> AutoDesk.find(catalog, target.name())
          .map(agent -> badMessage(request))
          .orElseGet(() -> Optional.of(new CatalogException("there is no agent '" + target.name() + "' here")));
      case Target.ModelTarget target ->
          catalog.model(target.name()).isPresent() || (target.name().equals(Target.ModelTarget.AUTO) && !catalog.models().isEmpty())
              ? badChat(request)
              : Optional.of(new CatalogException("there is no model '" + target.name() + "' here"));
    };
  }

  private static Optional<RuntimeFault> badChat(RunRequest request) {
    try {
      ChatInput.request(request.input());
      return Optional.empty();
    } catch (ToolException e) {
      return Optional.of(e);
    }
  }

  private static Optional<RuntimeFault> badArguments(Tool tool, RunRequest request) {
    List<String> violations = tool.input().violations(request.input());
    return violations.isEmpty()
        ? Optional.empty()
        : Optional.of(ToolException.badInput(
            "arguments of tool '" + tool.name() + "' do not fit its schema: " + String.join("; ", violations)));
  }

  private static Optional<RuntimeFault> badMessage(RunRequest request) {
    return request.input().path("text").isTextual()
        ? Optional.empty()
        : Optional.of(ToolException.badInput("a message to an agent needs 'text', found " + request.input().getNodeType()));
  }
}
