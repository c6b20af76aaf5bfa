package io.roundhouse.samples.invoicedesk.rates;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.toolgraph.Effect;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;

/** Monthly exchange rates from a table in this program: coarser than the market, but always at hand. Immutable; safe to share. */
public final class ReferenceRates {
  private static final MathContext DIGITS = new MathContext(7);
  private static final int MONTH = "2026-01".length();

  private final RateTable table = RateTable.load("reference", "reference-rates.csv");

  /**
   * Returns the rate of a month.
   *
   * @throws ToolException as bad input if a currency is unknown, the date is not an ISO date, or the table does not have its month
   */
  @Tool(name = "reference-rate", value = "Returns the reference exchange rate between two currencies in the month of a day.")
  @ToolEffect(Effect.PURE)
  public Rate rate(@P("currency code, such as USD") String from, @P("currency code, usually EUR") String to,
      @P("ISO date, such as 2026-09-30") String date) {
    LocalDate day = RateTable.date(date);
    int column = table.columns().indexOf(day.toString().substring(0, MONTH));
    if (column < 0) {
      throw ToolException.badInput("no reference rates for %s: the table has %s to %s".formatted(date, table.columns().getFirst(),
          table.columns().getLast()));
    }
    BigDecimal rate = table.euroValue(from, column).divide(table.euroValue(to, column), DIGITS);
    return new Rate(from, to, date, rate, "reference");
  }
}
