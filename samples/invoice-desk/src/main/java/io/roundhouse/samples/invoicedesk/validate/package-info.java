/**
 * Decides whether the amounts of a parsed invoice add up, to the last unit of its currency, and says every way in which they
 * do not. Start at {@link io.roundhouse.samples.invoicedesk.validate.TotalsValidator}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.validate;

import org.jspecify.annotations.NullMarked;
