package io.roundhouse.samples.invoicedesk.register;

/** What taking a claim back did; {@code released} is false if the file did not hold the claim. */
public record Release(String key, String file, boolean released) {}
