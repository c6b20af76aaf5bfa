package io.roundhouse.runtime.models;

import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What models cost and take, as of a day. Immutable; safe to share.
 *
 * <p>The file is CSV: the first line is {@code as-of,YYYY-MM-DD}, lines that begin with {@code #} are remarks, every other line is
 * {@code model,input,output,context,answer}: dollars per million tokens, then tokens.
 */
public final class PriceList {

  private static final Pattern DATED = Pattern.compile("-?(latest|preview|\\d{2,4}-?\\d{2}-?\\d{0,4}|\\d{3}|v\\d+).*");

  private final LocalDate asOf;
  private final Map<String, Entry> entries;

  private PriceList(LocalDate asOf, Map<String, Entry> entries) {
    this.asOf = asOf;
    this.entries = entries;
  }

  /** A model's price and sizes. */
  public record Entry(Model.Price price, int contextTokens, int maxOutputTokens) {}

  /** The list that comes with this program: own compilation, without guarantee. */
  public static PriceList builtIn() {
    try (InputStream file = PriceList.class.getResourceAsStream("prices.csv")) {
      if (file == null) {
        throw new IllegalStateException("the price list is missing from the program");
      }
      return parse("the built-in price list", new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A list of one's own.
   *
   * @throws CatalogException if the file cannot be read or a line is wrong
   */
  public static PriceList load(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new CatalogException("price list " + file + " cannot be read: " + e.getMessage());
    }
  }

  /** The day the prices were looked up. */
  public LocalDate asOf() {
    return asOf;
  }

  /** How many models are listed. */
  public int size() {
    return entries.size();
  }

  /** The entry of this model, or of the one that it is a dated edition of. */
  public Optional<Entry> find(String model) {
    String id = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    Entry exact = entries.get(id);
    return exact != null ? Optional.of(exact) : entries.entrySet().stream()
        .filter(entry -> id.startsWith(entry.getKey()) && DATED.matcher(id.substring(entry.getKey().length())).matches())
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue);
  }

  private static PriceList parse(String name, String text) {
    LocalDate asOf = null;
    Map<String, Entry> entries = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split(",", -1);
      try {
        if (asOf == null) {
          asOf = LocalDate.parse(cells[0].strip().equals("as-of") ? cells[1].strip() : "");
        } else {
          entries.put(cells[0].strip().toLowerCase(Locale.ROOT), new Entry(
              new Model.Price(micros(cells[1]), micros(cells[2])),
              Integer.parseInt(cells[3].strip()),
              Integer.parseInt(cells[4].strip())));
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException | DateTimeException | CatalogException e) {
        throw new CatalogException("%s:%d: '%s'; expected %s".formatted(
            name, number, line, asOf == null ? "as-of,YYYY-MM-DD" : "model,input,output,context,answer"));
      }
    }
    if (asOf == null) {
      throw new CatalogException(name + " is empty; expected as-of,YYYY-MM-DD and a line for each model");
    }
    return new PriceList(asOf, Map.copyOf(entries));
  }

  private static long micros(String dollars) {
    return new BigDecimal(dollars.strip()).movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
