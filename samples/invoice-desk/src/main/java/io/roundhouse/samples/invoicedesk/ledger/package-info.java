/**
 * Plays the accounting product of another vendor: a double-entry ledger in a SQLite file, served over MCP on standard input
 * and output by a process of its own. Nothing here depends on the rest of the desk. Start at
 * {@link io.roundhouse.samples.invoicedesk.ledger.LedgerServer} and {@link io.roundhouse.samples.invoicedesk.ledger.Ledger}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.ledger;

import org.jspecify.annotations.NullMarked;
