/**
 * How the desk touches its folders: names are resolved inside the inbox only, and whatever is written appears whole or
 * not at all. Nothing here knows what an invoice is. Start at {@link io.roundhouse.samples.invoicedesk.files.Inbox} and
 * {@link io.roundhouse.samples.invoicedesk.files.DurableFile}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.files;

import org.jspecify.annotations.NullMarked;
