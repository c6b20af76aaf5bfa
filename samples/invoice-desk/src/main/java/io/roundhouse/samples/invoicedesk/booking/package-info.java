/**
 * Turns a validated invoice and an exchange rate into the ledger entry that records it, in euro and in balance. Start at
 * {@link io.roundhouse.samples.invoicedesk.booking.Bookkeeper}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.booking;

import org.jspecify.annotations.NullMarked;
