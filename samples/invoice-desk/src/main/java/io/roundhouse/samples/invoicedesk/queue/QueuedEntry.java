package io.roundhouse.samples.invoicedesk.queue;

import io.roundhouse.samples.invoicedesk.ledger.LedgerEntry;

/** An entry that waits in the queue, and the name of its file. */
public record QueuedEntry(String file, LedgerEntry entry) {}
