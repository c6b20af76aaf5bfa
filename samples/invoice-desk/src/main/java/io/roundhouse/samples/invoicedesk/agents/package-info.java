/**
 * The people at the desk, in plain Java: {@link io.roundhouse.samples.invoicedesk.agents.InvoicesAgent} processes a file,
 * {@link io.roundhouse.samples.invoicedesk.agents.StatusAgent} says how things stand.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.agents;

import org.jspecify.annotations.NullMarked;
