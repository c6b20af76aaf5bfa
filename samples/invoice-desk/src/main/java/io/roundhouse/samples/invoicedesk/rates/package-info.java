/**
 * Two providers of exchange rates that can stand in for each other: daily market rates, meant for a process of their own,
 * and monthly reference rates. All figures are invented. Start at
 * {@link io.roundhouse.samples.invoicedesk.rates.MarketRates} and {@link io.roundhouse.samples.invoicedesk.rates.ReferenceRates}.
 */
@NullMarked
package io.roundhouse.samples.invoicedesk.rates;

import org.jspecify.annotations.NullMarked;
