package io.roundhouse.samples.invoicedesk.rates;

import java.math.BigDecimal;

/** One unit of {@code from} is worth {@code rate} units of {@code to} on {@code date}, an ISO date, according to {@code source}. */
public record Rate(String from, String to, String date, BigDecimal rate, String source) {}
