/**
 * Tells people that an invoice was posted, in two ways that can stand in for each other: a web hook and a mail in an outbox
 * folder. Start at {@link io.roundhouse.samples.invoicedesk.notify.NotifyWebhook} and
 * {@link io.roundhouse.samples.invoicedesk.notify.NotifyOutbox}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.notify;

import org.jspecify.annotations.NullMarked;
