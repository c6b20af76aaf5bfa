package io.roundhouse.samples.invoicedesk.rates;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatesTest {
  private final MarketRates market = new MarketRates();
  private final ReferenceRates reference = new ReferenceRates();

  @Test
  void aMarketRateIsTheSameWheneverAsked() {
    Rate rate = market.rate("USD", "EUR", "2026-09-30");

    assertThat(new MarketRates().rate("USD", "EUR", "2026-09-30")).isEqualTo(rate);
    assertThat(rate).extracting(Rate::from, Rate::to, Rate::date, Rate::source).containsExactly("USD", "EUR", "2026-09-30", "market");
  }

  @Test
  void marketRatesMoveALittleFromDayToDay() {
    var rates = IntStream.range(0, 200).mapToObj(day -> LocalDate.of(2026, 1, 1).plusDays(day).toString())
        .map(day -> market.rate("USD", "EUR", day).rate()).toList();

    assertThat(rates).allSatisfy(rate -> assertThat(rate).isBetween(amount("0.9044"), amount("0.9118")));
    assertThat(rates.stream().distinct()).hasSizeGreaterThan(40);
  }

  @Test
  void referenceRatesHoldForAMonth() {
    assertThat(reference.rate("USD", "EUR", "2026-09-01")).isEqualTo(new Rate("USD", "EUR", "2026-09-01", amount("0.9084"), "reference"));
    assertThat(reference.rate("USD", "EUR", "2026-09-30").rate()).isEqualTo(amount("0.9084"));
    assertThat(reference.rate("USD", "EUR", "2026-10-01").rate()).isEqualTo(amount("0.9135"));
  }

  @Test
  void euroIsWorthOneEuroInBoth() {
    assertThat(market.rate("EUR", "EUR", "2026-09-30").rate()).isEqualByComparingTo(BigDecimal.ONE);
    assertThat(reference.rate("EUR", "EUR", "2026-09-30").rate()).isEqualByComparingTo(BigDecimal.ONE);
  }

  @Test
  void theProvidersAgreeWithinTwoPercentOnEveryCurrencyOfTheInvoices() {
    for (String currency : new String[] {"USD", "GBP", "JPY", "CHF", "SEK", "PLN", "DKK", "CZK"}) {
      BigDecimal ratio = market.rate(currency, "EUR", "2026-08-15").rate()
          .divide(reference.rate(currency, "EUR", "2026-08-15").rate(), 4, RoundingMode.HALF_UP);

      assertThat(ratio).as(currency).isBetween(amount("0.98"), amount("1.02"));
    }
  }

  @Test
  void convertsAcrossTheEuro() {
    assertThat(reference.rate("GBP", "USD", "2026-09-30").rate()).isEqualTo(amount("1.285777"));
  }

  @Test
  void refusesAnUnknownCurrencyWhicheverProviderIsAsked() {
    String known = "EUR, USD, GBP, JPY, CHF, SEK, PLN, DKK, CZK, NOK, CAD, AUD, HUF";

    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> market.rate("XQZ", "EUR", "2026-09-30"))
        .withMessage("unknown currency 'XQZ': the market rates have " + known);
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> reference.rate("EUR", "XQZ", "2026-09-30"))
        .withMessage("unknown currency 'XQZ': the reference rates have " + known);
  }

  @Test
  void refusesWhatIsNotADateOrNotInTheTable() {
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> market.rate("USD", "EUR", "yesterday"))
        .withMessage("'yesterday' is not a date; expected an ISO date such as 2026-09-30");
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> reference.rate("USD", "EUR", "2031-01-01"))
        .withMessage("no reference rates for 2031-01-01: the table has 2026-01 to 2026-12");
  }
}
