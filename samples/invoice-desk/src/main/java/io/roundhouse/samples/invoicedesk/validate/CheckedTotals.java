package io.roundhouse.samples.invoicedesk.validate;

import java.math.BigDecimal;

/** Says that the amounts of an invoice add up: {@code checks} comparisons were made and all of them held. */
public record CheckedTotals(String key, int checks, BigDecimal payable, String currency) {}
