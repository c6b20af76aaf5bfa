package io.roundhouse.samples.invoicedesk.rates;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.toolgraph.Effect;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Daily exchange rates: a table of base rates and a small movement per currency and day, at most 0.4 percent either way, the
 * same whenever asked. Immutable; safe to share.
 */
public final class MarketRates {
  private static final int MOVEMENT = 40;
  private static final MathContext DIGITS = new MathContext(7);

  private final RateTable table = RateTable.load("market", "market-rates.csv");

  /**
   * Returns the rate of a day.
   *
   * @throws ToolException as bad input if a currency is unknown or the date is not an ISO date
   */
  @Tool(name = "rate", value = "Returns the market exchange rate between two currencies on a day.")
  @ToolEffect(Effect.PURE)
  public Rate rate(@P("currency code, such as USD") String from, @P("currency code, usually EUR") String to,
      @P("ISO date, such as 2026-09-30") String date) {
    LocalDate day = RateTable.date(date);
    BigDecimal rate = euroValue(from, day).divide(euroValue(to, day), DIGITS);
    return new Rate(from, to, date, rate, "market");
  }

  private BigDecimal euroValue(String currency, LocalDate day) {
    BigDecimal base = table.euroValue(currency, 0);
    if (currency.equals("EUR")) {
      return base;
    }
    long seed = day.toEpochDay() * 31 + currency.hashCode();
    int tenThousandths = new SplittableRandom(seed).nextInt(-MOVEMENT, MOVEMENT + 1);
    return base.multiply(BigDecimal.ONE.add(BigDecimal.valueOf(tenThousandths, 4)));
  }
}
