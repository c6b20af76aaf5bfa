/**
 * Files the original of a posted invoice away by year and month, with its SHA-256. Start at
 * {@link io.roundhouse.samples.invoicedesk.archive.InvoiceArchive}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.archive;

import org.jspecify.annotations.NullMarked;
