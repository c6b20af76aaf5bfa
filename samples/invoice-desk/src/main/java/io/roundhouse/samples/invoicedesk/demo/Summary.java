package io.roundhouse.samples.invoicedesk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** What came of all files, and whether it adds up. Immutable. */
record Summary(Map<String, InvoiceAccount> accounts, JsonNode ledger, int waiting, List<String> faults) {

  private static final int WIDTH = 150;

  Summary {
    accounts = new TreeMap<>(accounts);
    faults = List.copyOf(faults);
  }

  /** Adds up what the books say about {@code files}; {@code waiting} entries are still in the queue. */
  static Summary of(Books books, List<String> files, int waiting) {
    Map<String, InvoiceAccount> accounts = books.invoices();
    return new Summary(accounts, books.totals(), waiting, List.of()).checked(files, books.missing(keys(accounts)));
  }

  /** This summary with everything that does not add up; the ledger does not have {@code missing} keys. */
  Summary checked(List<String> files, List<String> missing) {
    List<String> keys = keys(accounts);
    List<String> faults = new ArrayList<>();
    files.stream().filter(file -> !accounts.containsKey(file)).forEach(file -> faults.add(file + " is not in the journal"));
    accounts.values().stream().filter(account -> !account.isPosted() && !account.isRejected())
        .forEach(account -> faults.add(account.file() + " " + account.end()));
    missing.forEach(key -> faults.add("entry " + key + " was posted, but the ledger does not have it"));
    if (keys.stream().distinct().count() != keys.size()) {
      faults.add("two files were posted under one key");
    }
    if (ledger.path("entries").asInt() != keys.size()) {
      faults.add("the ledger has %d entries, but %d invoices were posted".formatted(ledger.path("entries").asInt(), keys.size()));
    }
    if (amount(ledger, "debit").compareTo(amount(ledger, "credit")) != 0) {
      faults.add("debit and credit of the ledger differ");
    }
    if (waiting > 0) {
      faults.add(waiting + " entries wait in the queue");
    }
    return new Summary(accounts, ledger, waiting, faults);
  }

  boolean addsUp() {
    return faults.isEmpty();
  }

  /** An invoice that was rerouted, whose trace is worth reading; the first one otherwise. */
  InvoiceAccount example() {
    return accounts.values().stream().filter(account -> account.isPosted() && account.didStep("queue") && account.reroutes() > 0)
        .findFirst().or(() -> accounts.values().stream().filter(account -> account.reroutes() > 0).findFirst())
        .orElseGet(() -> accounts.values().iterator().next());
  }

  List<String> lines() {
    long posted = all().filter(InvoiceAccount::isPosted).count();
    long queued = all().filter(account -> account.isPosted() && account.didStep("queue")).count();
    long rejected = all().filter(InvoiceAccount::isRejected).count();
    List<String> lines = new ArrayList<>();
    lines.add("files seen %d = posted %d + rejected %d".formatted(accounts.size(), posted, rejected));
    lines.add("  posted         %d directly, %d by way of the queue, which has %d left".formatted(posted - queued, queued, waiting));
    String head = "  rejected       ";
    for (InvoiceAccount account : all().filter(InvoiceAccount::isRejected).toList()) {
      lines.add(shortened(head + Reasons.of(account.file(), account.detail())));
      head = " ".repeat(head.length());
    }
    lines.add("  reroutes       %d; the queue stood in %d times, the reference rates %d, the outbox %d".formatted(
        sum(InvoiceAccount::reroutes), calls("queue"), calls("reference-rate"), calls("notify-outbox")));
    lines.add("  compensations  %d (claims on invoice numbers taken back)".formatted(sum(InvoiceAccount::compensations)));
    lines.add("  LLM calls      %d, escalations %d".formatted(sum(InvoiceAccount::modelCalls), sum(InvoiceAccount::escalations)));
    lines.add("  ledger         %d entries, debit %s = credit %s EUR".formatted(
        ledger.path("entries").asInt(), euro("debit"), euro("credit")));
    faults.forEach(fault -> lines.add("  WRONG          " + fault));
    return lines;
  }

  private static List<String> keys(Map<String, InvoiceAccount> accounts) {
    return accounts.values().stream().filter(InvoiceAccount::isPosted).map(InvoiceAccount::detail).toList();
  }

  private int calls(String step) {
    return sum(account -> Objects.requireNonNullElse(account.calls().get(step), 0));
  }

  private int sum(ToIntFunction<InvoiceAccount> value) {
    return all().mapToInt(value).sum();
  }

  private Stream<InvoiceAccount> all() {
    return accounts.values().stream();
  }

  private String euro(String side) {
    return String.format(Locale.ROOT, "%,.2f", amount(ledger, side));
  }

  private static String shortened(String line) {
    return line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line;
  }

  private static BigDecimal amount(JsonNode ledger, String side) {
    return ledger.path(side).decimalValue();
  }
}
