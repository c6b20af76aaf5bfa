/**
 * The demo: makes invoices, runs the desk of {@code app.yaml} on them, kills two of its processes on the way and adds up what came of
 * it. Start at {@link io.roundhouse.samples.invoicedesk.demo.Demo}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.demo;

import org.jspecify.annotations.NullMarked;
