/**
 * Invents the input of the demo: UBL 2.1 invoices and credit notes from made-up suppliers, the same ones for the same seed,
 * some of them broken on purpose. Start at {@link io.roundhouse.samples.invoicedesk.invoices.InvoiceSet}; it also knows which
 * files are broken and why, which the folder itself does not tell.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.invoices;

import org.jspecify.annotations.NullMarked;
