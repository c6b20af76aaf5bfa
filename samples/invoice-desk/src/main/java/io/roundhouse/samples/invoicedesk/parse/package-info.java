/**
 * Reads one UBL file from the inbox into an {@link io.roundhouse.samples.invoicedesk.parse.Invoice}, treating it as hostile
 * until read: bounded size and depth, no DOCTYPE, strict UTF-8. Whether the amounts add up is not decided here. Start at
 * {@link io.roundhouse.samples.invoicedesk.parse.InvoiceParser}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.parse;

import org.jspecify.annotations.NullMarked;
