package io.roundhouse.protocols.mcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a tool looks to MCP clients, besides what the catalog says. Immutable; safe to share.
 *
 * @param title a name for people; null for none
 * @param icons pictures that stand for it
 * @param tasks whether its calls may become tasks
 */
public record ToolPresentation(@Nullable String title, List<Icon> icons, TaskSupport tasks) {

  /** No title, no icons, and a task when a call is slow. */
  public static final ToolPresentation PLAIN = new ToolPresentation(null, List.of(), TaskSupport.WHEN_SLOW);

  public ToolPresentation {
    icons = List.copyOf(icons);
  }

  /** The same presentation with this title. */
  public ToolPresentation withTitle(String newTitle) {
    return new ToolPresentation(newTitle, icons, tasks);
  }

  /** The same presentation with these icons. */
  public ToolPresentation withIcons(List<Icon> newIcons) {
    return new ToolPresentation(title, newIcons, tasks);
  }

  /** The same presentation with this support for tasks. */
  public ToolPresentation withTasks(TaskSupport support) {
    return new ToolPresentation(title, icons, support);
  }
}
