package io.roundhouse.server.config;

import io.roundhouse.protocols.a2a.A2aExtension;
import io.roundhouse.protocols.a2a.A2aOptions;
import io.roundhouse.protocols.a2a.card.CardKey;
import io.roundhouse.protocols.a2a.push.PushOptions;
import io.roundhouse.protocols.a2a.wire.ErrorTable;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code a2a}: what the agents offer over A2A. */
final class A2aReader {

  private A2aReader() {}

  static A2aOptions read(Optional<Node> section) {
    A2aOptions options = A2aOptions.ofDefaults();
    if (section.isEmpty()) {
      return options;
    }
    Fields fields = section.get().fields();
    options = options
        .withStreaming(truth(fields, "streaming", options.streaming()))
        .withExtendedCard(truth(fields, "extended-card", options.extendedCard()))
        .withLegacy(truth(fields, "legacy", options.legacy()))
        .withAcceptUnversioned(truth(fields, "accept-unversioned", options.acceptUnversioned()))
        .withCardMaxAge(fields.optional("card-max-age").map(Node::duration).orElse(options.cardMaxAge()))
        .withErrorTable(fields.optional("error-codes").map(A2aReader::errorTable).orElse(options.errorTable()))
        .withExtensions(fields.listed("extensions").stream().map(A2aReader::extension).toList());
    List<String> modes = fields.listed("input-modes").stream().map(Node::nonBlank).toList();
    if (!modes.isEmpty()) {
      options = options.withInputModes(modes);
    }
    Optional<PushOptions> push = fields.optional("push-notifications").flatMap(A2aReader::push);
    Optional<CardKey> key = fields.optional("card-key").flatMap(A2aReader::key);
    Optional<A2aOptions.GrpcAddress> grpc = fields.optional("grpc").map(A2aReader::grpc);
    fields.end();
    if (push.isPresent()) {
      options = options.withPush(push.get());
    }
    if (key.isPresent()) {
      options = options.withCardKey(key.get());
    }
    return grpc.isPresent() ? options.withGrpc(grpc.get().host(), grpc.get().port()) : options;
  }

  private static boolean truth(Fields fields, String key, boolean standard) {
    return fields.optional(key).map(Node::truth).orElse(standard);
  }

  private static ErrorTable errorTable(Node node) {
    return switch (node.nonBlank()) {
      case "1.0.0" -> ErrorTable.V1_0_0;
      case "1.0.1" -> ErrorTable.V1_0_1;
      default -> node.wrongValue("1.0.0 or 1.0.1", ErrorTable.V1_0_1);
    };
  }

  private static A2aExtension extension(Node node) {
    Fields fields = node.fields();
    A2aExtension extension = new A2aExtension(
        fields.required("uri").map(Node::nonBlank).orElse(""),
        fields.optional("description").map(Node::text).orElse(""),
        truth(fields, "required", false));
    fields.end();
    return extension;
  }

  private static Optional<PushOptions> push(Node node) {
    if (!node.isMapping()) {
      return node.truth() ? Optional.of(PushOptions.ofDefaults()) : Optional.empty();
    }
    Fields fields = node.fields();
    PushOptions defaults = PushOptions.ofDefaults();
    PushOptions options = new PushOptions(
        fields.listed("allowed-targets").stream().map(Node::nonBlank).toList(),
        fields.optional("max-per-task").map(limit -> limit.integer(1, 1_000)).orElse(defaults.maxPerTask()),
        fields.optional("attempts").map(limit -> limit.integer(1, 100)).orElse(defaults.attempts()),
        fields.optional("backoff").map(Node::duration).orElse(defaults.backoff()),
        fields.optional("timeout").map(Node::duration).orElse(defaults.timeout()));
    boolean on = truth(fields, "enabled", true);
    fields.end();
    return on ? Optional.of(options) : Optional.empty();
  }

  private static Optional<CardKey> key(Node node) {
    if (node.nonBlank().equals("generate")) {
      return Optional.of(CardKey.generate());
    }
    try {
      return Optional.of(CardKey.file(node.filePath()));
    } catch (IllegalArgumentException e) {
      node.problem(node.place() + ": " + e.getMessage(), "expected generate, or the path of a file with a private key as JWK");
      return Optional.empty();
    }
  }

  private static A2aOptions.GrpcAddress grpc(Node node) {
    if (!node.isMapping()) {
      return new A2aOptions.GrpcAddress(ServerConfig.DEFAULT_HOST, node.integer(0, 65_535));
    }
    Fields fields = node.fields();
    A2aOptions.GrpcAddress address = new A2aOptions.GrpcAddress(
        fields.optional("host").map(Node::nonBlank).orElse(ServerConfig.DEFAULT_HOST),
        fields.required("port").map(port -> port.integer(0, 65_535)).orElse(0));
    fields.end();
    return address;
  }
}
