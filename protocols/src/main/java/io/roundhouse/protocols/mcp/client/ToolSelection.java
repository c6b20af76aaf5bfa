package io.roundhouse.protocols.mcp.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which tools, prompts and resources of a server are taken over, and under which names. Immutable; safe to share.
 *
 * @param allow what to take: the server's names of tools and prompts, addresses of resources; a {@code *} stands for anything; empty for
 *     all
 * @param deny what to leave out, even if it is allowed; a {@code *} stands for anything
 * @param rename new names of tools and prompts by the server's names; the prefix goes before the new name, too
 */
public record ToolSelection(List<String> allow, List<String> deny, Map<String, String> rename) {

  public ToolSelection {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    rename = Map.copyOf(rename);
  }

  /** All tools under their own names. */
  public static ToolSelection all() {
    return new ToolSelection(List.of(), List.of(), Map.of());
  }

  /** The name that a tool gets before its prefix; empty if the tool is not taken over. */
  public Optional<String> nameFor(String remote) {
    return takes(remote) ? Optional.of(rename.getOrDefault(remote, remote)) : Optional.empty();
  }

  /** Whether something that has no other name here, such as a resource with its address, is taken over. */
  public boolean takes(String remote) {
    return (allow.isEmpty() || matches(allow, remote)) && !matches(deny, remote);
  }

  private static boolean matches(List<String> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.equals(name) || glob(pattern).matcher(name).matches());
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(List.of(pattern.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
