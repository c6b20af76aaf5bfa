package io.roundhouse.samples.invoicedesk.invoices;

import io.roundhouse.samples.invoicedesk.files.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The input of the demo: {@value #SIZE} files, nine of them broken, one for each {@link Flaw}. The same seed gives the same
 * bytes on every machine. Immutable.
 */
public record InvoiceSet(List<InvoiceFile> files) {
  public static final int SIZE = 66;
  public static final long DEFAULT_SEED = 20_260_701L;

  private static final int EVERY_NTH_IS_A_CREDIT_NOTE = 9;
  /** The invoice whose number the duplicate takes, counted among the sound ones. */
  private static final int DUPLICATED = 10;
  private static final Map<Integer, Flaw> FLAWS = Map.of(
      8, Flaw.WRONG_LINE_SUM, 15, Flaw.TRUNCATED, 21, Flaw.UNKNOWN_CURRENCY, 29, Flaw.MISSING_ELEMENT, 34, Flaw.WRONG_TAX_TOTAL,
      40, Flaw.WRONG_ENCODING, 47, Flaw.DOCTYPE, 53, Flaw.OVERSIZED, 61, Flaw.DUPLICATE_NUMBER);

  public InvoiceSet {
    files = List.copyOf(files);
  }

  /** Invents the files of {@code seed} in memory. */
  public static InvoiceSet of(long seed) {
    DraftDesk desk = new DraftDesk(seed);
    List<Draft> sound = new ArrayList<>();
    List<InvoiceFile> files = new ArrayList<>();
    for (int serial = 1; serial <= SIZE; serial++) {
      String name = "invoice-%03d.xml".formatted(serial);
      Supplier supplier = Supplier.ALL.get(serial % Supplier.ALL.size());
      Flaw flaw = FLAWS.get(serial);
      if (flaw != null) {
        files.add(FlawedFile.flawed(name, draftFor(flaw, desk, supplier, serial, sound), flaw));
      } else if (serial % EVERY_NTH_IS_A_CREDIT_NOTE == 0) {
        files.add(FlawedFile.sound(name, desk.creditFor(sound.get(sound.size() / 2), serial)));
      } else {
        Draft draft = desk.invoice(supplier, serial);
        sound.add(draft);
        files.add(FlawedFile.sound(name, draft));
      }
    }
    return new InvoiceSet(files);
  }

  /** Returns the names of the broken files and what is broken about them, in the order of the names. */
  public Map<String, Flaw> flaws() {
    return files.stream().filter(file -> file.flaw().isPresent())
        .collect(Collectors.toMap(InvoiceFile::name, file -> file.flaw().orElseThrow(), (first, second) -> first, TreeMap::new));
  }

  /** Writes the files into {@code folder}, making it if needed; a file that is there already, byte for byte, is left alone. */
  public void writeTo(Path folder) {
    for (InvoiceFile file : files) {
      Path target = folder.resolve(file.name());
      byte[] bytes = file.bytes();
      if (!holds(target, bytes)) {
        DurableFile.write(target, bytes);
      }
    }
  }

  private static Draft draftFor(Flaw flaw, DraftDesk desk, Supplier supplier, int serial, List<Draft> sound) {
    return switch (flaw) {
      case DUPLICATE_NUMBER -> {
        Draft original = sound.get(DUPLICATED);
        yield desk.invoice(original.supplier(), serial).withNumber(original.number());
      }
      case WRONG_ENCODING -> desk.invoice(Supplier.ACCENTED, serial);
      default -> desk.invoice(supplier, serial);
    };
  }

  private static boolean holds(Path file, byte[] bytes) {
    try {
      return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), failure);
    }
  }
}
