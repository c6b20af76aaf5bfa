/**
 * The YAML file a person writes, read into records: {@link io.roundhouse.server.config.ServerConfig} and one record per section.
 *
 * <p>Reading is strict and finds every mistake in one pass; each is a {@link io.roundhouse.server.config.Problem} with file, line and
 * column. Nothing is opened, connected or started here. Start with {@link io.roundhouse.server.config.ServerConfig#load}.
 */
@NullMarked
package io.roundhouse.server.config;

import org.jspecify.annotations.NullMarked;
