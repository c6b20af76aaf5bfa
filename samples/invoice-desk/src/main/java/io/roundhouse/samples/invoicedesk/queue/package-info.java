/**
 * Keeps ledger entries in a folder while the ledger is away, until somebody posts them and takes them out. Start at
 * {@link io.roundhouse.samples.invoicedesk.queue.LedgerQueue}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.queue;

import org.jspecify.annotations.NullMarked;
