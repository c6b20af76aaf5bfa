package io.roundhouse.samples.invoicedesk.rates;

import io.roundhouse.runtime.ToolException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of what one unit of a currency is worth in euro, read from a resource: a header of columns, then a row per currency.
 * Immutable.
 */
record RateTable(String name, List<String> columns, Map<String, List<BigDecimal>> rows) {

  static RateTable load(String name, String resource) {
    try (InputStream in = RateTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource %s of the rate table is missing".formatted(resource));
      }
      List<List<String>> table = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines()
          .filter(line -> !line.startsWith("#")).map(line -> List.of(line.split(",", -1))).toList();
      Map<String, List<BigDecimal>> rows = new LinkedHashMap<>();
      for (List<String> row : table.subList(1, table.size())) {
        rows.put(row.getFirst(), tail(row).stream().map(BigDecimal::new).toList());
      }
      return new RateTable(name, tail(table.getFirst()), rows);
    } catch (IOException failure) {
      throw new UncheckedIOException("the rate table %s cannot be read".formatted(resource), failure);
    }
  }

  /** Returns the euro value of one unit of {@code currency} as column {@code column} has it. */
  BigDecimal euroValue(String currency, int column) {
    List<BigDecimal> row = rows.get(currency);
    if (row == null) {
      throw ToolException.badInput("unknown currency '%s': the %s rates have %s".formatted(currency, name,
          String.join(", ", rows.keySet())));
    }
    return row.get(column);
  }

  static LocalDate date(String date) {
    try {
      return LocalDate.parse(date);
    } catch (DateTimeParseException malformed) {
      throw ToolException.badInput("'%s' is not a date; expected an ISO date such as 2026-09-30".formatted(date));
    }
  }

  private static List<String> tail(List<String> row) {
    return row.subList(1, row.size());
  }
}
