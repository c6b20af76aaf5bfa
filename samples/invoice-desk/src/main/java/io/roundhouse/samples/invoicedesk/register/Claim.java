package io.roundhouse.samples.invoicedesk.register;

/** Says that invoice {@code key} is processed for {@code file} and for no other. */
public record Claim(String key, String file) {}
