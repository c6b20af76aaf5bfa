package io.roundhouse.samples.invoicedesk.invoices;

import io.roundhouse.samples.invoicedesk.invoices.Draft.DraftLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Invents drafts, one after the other, the same ones for the same seed. Not thread-safe. */
final class DraftDesk {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 7, 1);
  private static final int DAYS = 120;
  private static final List<Item> ITEMS = List.of(
      new Item("Rail clamp, forged", "C62", "14.35"), new Item("Signal lamp, 24 V LED", "C62", "38.90"),
      new Item("Brake hose, 2 m", "C62", "22.15"), new Item("Track inspection", "HUR", "86.50"),
      new Item("Grease, food grade", "KGM", "9.99"), new Item("Copper cable 4 x 16", "MTR", "7.845"),
      new Item("Turntable bearing", "C62", "1249.00"), new Item("Coffee for the canteen", "KGM", "17.20"),
      new Item("Bread, daily delivery", "C62", "1.35"), new Item("Pallet storage", "DAY", "3.75"),
      new Item("Water tank, 500 l", "C62", "412.60"), new Item("Consulting", "HUR", "135.00"),
      new Item("Safety vest", "C62", "11.49"), new Item("Software subscription", "MON", "249.00"),
      new Item("Printed timetables", "C62", "0.185"), new Item("Machined coupling", "C62", "96.20"));

  private final Random random;

  DraftDesk(long seed) {
    random = new Random(seed);
  }

  /** Returns invoice number {@code serial} of {@code supplier}. */
  Draft invoice(Supplier supplier, int serial) {
    boolean reverseCharge = supplier.currency().equals("EUR") && !supplier.country().equals("DE") && serial % 2 == 0;
    List<DraftLine> lines = new ArrayList<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      lines.add(line(supplier, reverseCharge));
    }
    BigDecimal prepaid = random.nextInt(6) == 0 ? rounded(supplier, "5.00") : BigDecimal.ZERO.setScale(supplier.decimals());
    List<String> notes = reverseCharge ? List.of("Reverse charge: the recipient owes the tax.") : List.of();
    return new Draft(supplier, false, "R%s-%04d".formatted(supplier.country(), serial), date(), supplier.currency(), lines, prepaid,
        Optional.empty(), notes);
  }

  /** Returns a credit note that takes back part of {@code invoice}: its first line. */
  Draft creditFor(Draft invoice, int serial) {
    Supplier supplier = invoice.supplier();
    return new Draft(supplier, true, "G%s-%04d".formatted(supplier.country(), serial), date(), supplier.currency(),
        invoice.lines().subList(0, 1), BigDecimal.ZERO.setScale(supplier.decimals()), Optional.of(invoice.number()), invoice.notes());
  }

  private DraftLine line(Supplier supplier, boolean reverseCharge) {
    Item item = ITEMS.get(random.nextInt(ITEMS.size()));
    boolean divisible = item.unit().equals("HUR") || item.unit().equals("KGM") || item.unit().equals("MTR");
    BigDecimal quantity = divisible ? BigDecimal.valueOf(50 + random.nextInt(2000), 2) : BigDecimal.valueOf(1 + random.nextInt(40));
    BigDecimal price = supplier.decimals() == 0
        ? rounded(supplier, item.price()).max(BigDecimal.ONE)
        : new BigDecimal(item.price()).multiply(supplier.scale()).setScale(3, RoundingMode.HALF_UP);
    BigDecimal percent = reverseCharge ? BigDecimal.ZERO : supplier.rates().get(random.nextInt(supplier.rates().size()));
    String category = reverseCharge ? "AE" : percent.signum() == 0 ? "Z" : "S";
    return new DraftLine(item.name(), item.unit(), quantity, price, category, percent);
  }

  private LocalDate date() {
    return FIRST_DAY.plusDays(random.nextInt(DAYS));
  }

  private static BigDecimal rounded(Supplier supplier, String euro) {
    return new BigDecimal(euro).multiply(supplier.scale()).setScale(supplier.decimals(), RoundingMode.HALF_UP);
  }

  private record Item(String name, String unit, String price) {}
}
