package io.roundhouse.runtime;


/** What became of a request to begin a run: {@code fresh} if it began, otherwise {@code run} is the one with the same key. */
public record Acceptance(RunId run, boolean fresh) {}
