package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.routers.models.outcomes.OutcomesReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds and reads folders of outcomes. */
public final class OutcomeFolders {

  private static final long MOST_BYTES = 1L << 30;

  private OutcomeFolders() {}

  /**
   * Returns the folders of outcomes at a place: the folder itself, those in it, or those in its {@code routing/outcomes}, by name.
   *
   * @throws OutcomesException if there are none
   */
  public static List<Path> find(Path place) {
    for (Path folder : List.of(place, place.resolve("routing/outcomes"))) {
      if (isOne(folder)) {
        return List.of(folder);
      }
      if (Files.isDirectory(folder)) {
        try (Stream<Path> children = Files.list(folder)) {
          List<Path> found = children.filter(OutcomeFolders::isOne).sorted().toList();
          if (!found.isEmpty()) {
            return found;
          }
        } catch (IOException e) {
          throw new OutcomesException("'%s' cannot be read: %s".formatted(folder, e.getMessage()));
        }
      }
    }
    throw new OutcomesException("'%s' holds no outcomes; expected %s and %s in it, in its folders, or in its routing/outcomes"
        .formatted(place, OutcomesReader.PROMPTS, OutcomesReader.OUTCOMES));
  }

  private static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(OutcomesReader.PROMPTS)) && Files.isRegularFile(folder.resolve(OutcomesReader.OUTCOMES));
  }

  /** Reads one folder; throws {@link OutcomesException} with the file, the line, what was found and what was expected. */
  public static Outcomes read(Path folder) {
    Path models = folder.resolve(OutcomesReader.MODELS);
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return OutcomesReader.read(name == null ? "outcomes" : name.toString(), lines(folder.resolve(OutcomesReader.PROMPTS)),
        lines(folder.resolve(OutcomesReader.OUTCOMES)), Files.exists(models) ? lines(models) : List.of());
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new OutcomesException("'%s' is larger than %d bytes; split it".formatted(file, MOST_BYTES));
      }
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new OutcomesException("'%s' is not UTF-8 text; expected that".formatted(file));
    } catch (IOException e) {
      throw new OutcomesException("'%s' cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
