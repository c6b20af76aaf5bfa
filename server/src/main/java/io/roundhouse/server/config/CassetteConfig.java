package io.roundhouse.server.config;

import java.nio.file.Path;

/** Where calls of models and tools are written to, or with {@code replay} answered from. Immutable. */
public record CassetteConfig(Path file, boolean replay) {}
