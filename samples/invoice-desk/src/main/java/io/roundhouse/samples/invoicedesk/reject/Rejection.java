package io.roundhouse.samples.invoicedesk.reject;

/** Says that {@code file} was put aside because of {@code reason}. */
public record Rejection(String file, String reason) {}
