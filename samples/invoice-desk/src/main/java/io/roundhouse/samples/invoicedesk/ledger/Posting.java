package io.roundhouse.samples.invoicedesk.ledger;

import java.math.BigDecimal;

/**
 * Where an entry is now. {@code reference} is the number the ledger gave it, or the place it waits in; {@code repeated} says
 * that it was there before. {@code total} is in euro.
 */
public record Posting(String key, String reference, BigDecimal total, boolean repeated) {}
