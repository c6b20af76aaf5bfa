package io.roundhouse.routers.models.outcomes;

import java.util.ArrayList;
import java.util.List;

/** The columns that a reader wants of a CSV file with a header; quoted fields may hold commas and doubled quotes, but no line ends. */
final class Csv {

  private final String file;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final int[] columns;

  private Csv(String file, int[] columns) {
    this.file = file;
    this.columns = columns;
  }

  static Csv of(String file, List<String> lines, String... wanted) {
    if (lines.isEmpty()) {
      throw new OutcomesException("%s is empty; expected the header %s".formatted(file, String.join(",", wanted)));
    }
    List<String> header = fields(lines.getFirst().replace("\uFEFF", ""));
    int[] columns = new int[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      columns[i] = header.indexOf(wanted[i]);
      if (columns[i] < 0) {
        throw new OutcomesException(
            "%s, line 1: the header is '%s'; expected the column '%s' in it".formatted(file, lines.getFirst(), wanted[i]));
      }
    }
    Csv csv = new Csv(file, columns);
    for (int line = 1; line < lines.size(); line++) {
      if (!lines.get(line).isBlank()) {
        List<String> fields = fields(lines.get(line));
        csv.rows.add(fields);
        csv.lines.add(line + 1);
        if (fields.size() != header.size()) {
          throw csv.mistake(csv.rows.size() - 1, fields.size() + " fields", header.size() + ", as in the header");
        }
      }
    }
    return csv;
  }

  int size() {
    return rows.size();
  }

  String get(int row, int column) {
    return rows.get(row).get(columns[column]);
  }

  /** NaN if the field is empty. */
  double number(int row, int column) {
    String field = get(row, column);
    if (field.isBlank()) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(field);
    } catch (NumberFormatException e) {
      throw mistake(row, "'" + field + "'", "a number");
    }
  }

  OutcomesException mistake(int row, String found, String expected) {
    return new OutcomesException("%s, line %d: found %s; expected %s".formatted(file, lines.get(row), found, expected));
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
