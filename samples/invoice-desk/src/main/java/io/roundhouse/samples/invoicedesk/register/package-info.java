/**
 * Remembers which file claimed which invoice number, so that a number is processed for one file only. Start at
 * {@link io.roundhouse.samples.invoicedesk.register.InvoiceRegister}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.register;

import org.jspecify.annotations.NullMarked;
