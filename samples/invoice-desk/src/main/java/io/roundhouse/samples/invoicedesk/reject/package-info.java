/**
 * Puts aside what the desk cannot post, together with the reason. Start at
 * {@link io.roundhouse.samples.invoicedesk.reject.RejectedFolder}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.reject;

import org.jspecify.annotations.NullMarked;
