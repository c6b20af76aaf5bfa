package io.roundhouse.routers.guard;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question about a request that is answered with yes or no. All are pure functions of the request whose time grows at most linearly
 * with its length, of which a bounded part is looked at.
 */
public sealed interface Signal {

  /** How many characters of a text are looked at, by all signals but {@link LongerThan}. */
  int LOOKED_AT = 50_000;

  /** Answers for one request. */
  Reading read(GuardInput input, Senses senses);

  /** Whether it contains one of these words or phrases, whatever their case, as whole words. */
  record Keywords(List<String> words) implements Signal {

    /** Copies the words. */
    public Keywords {
      words = List.copyOf(words);
    }

    @Override
    public Reading read(GuardInput input, Senses senses) {
      String text = Texts.bounded(input.text()).toLowerCase(Locale.ROOT);
      for (String word : words) {
        if (Texts.containsWord(text, word.toLowerCase(Locale.ROOT))) {
          return Reading.on("it contains '" + word + "'");
        }
      }
      return Reading.off("it contains none of the words");
    }
  }

  /** Whether it has more than this many characters. */
  record LongerThan(int characters) implements Signal {

    @Override
    public Reading read(GuardInput input, Senses senses) {
      int length = input.text().length();
      return new Reading(length > characters, "it has %d characters, the limit is %d".formatted(length, characters));
    }
  }

  /** Whether it is written in one of these languages, as two-letter codes; see {@link Languages}. */
  record Language(Set<String> codes) implements Signal {

    /** Copies the codes. */
    public Language {
      codes = Set.copyOf(codes);
    }

    @Override
    public Reading read(GuardInput input, Senses senses) {
      String code = Languages.of(Texts.bounded(input.text()));
      return new Reading(codes.contains(code), code.isEmpty() ? "its language is not clear" : "it is written in '" + code + "'");
    }
  }

  /** Whether the caller has one of these roles. */
  record Role(Set<String> roles) implements Signal {

    /** Copies the roles. */
    public Role {
      roles = Set.copyOf(roles);
    }

    @Override
    public Reading read(GuardInput input, Senses senses) {
      for (String role : input.roles().stream().sorted().toList()) {
        if (roles.contains(role)) {
          return Reading.on("the caller has the role '" + role + "'");
        }
      }
      return Reading.off("the caller has none of the roles");
    }
  }

  /** Whether it contains personal data of one of these kinds. */
  record PersonalData(Set<PersonalDataKind> kinds) implements Signal {

    /** Copies the kinds. */
    public PersonalData {
      kinds = Set.copyOf(kinds);
    }

    @Override
    public Reading read(GuardInput input, Senses senses) {
      Set<PersonalDataKind> found = PersonalDataFinder.find(Texts.bounded(input.text()), kinds);
      return found.isEmpty() ? Reading.off("no personal data was found") : Reading.on("it contains "
          + found.stream().map(PersonalDataKind::words).collect(Collectors.joining(", ")));
    }
  }

  /** Whether it tries to talk a model out of its instructions; see {@link AttackDetector}. */
  record Jailbreak(double threshold) implements Signal {

    @Override
    public Reading read(GuardInput input, Senses senses) {
      return senses.attacks().jailbreak(input.text(), threshold);
    }
  }

  /** Whether it asks for something harmful; see {@link AttackDetector}. */
  record Harmful(double threshold) implements Signal {

    @Override
    public Reading read(GuardInput input, Senses senses) {
      return senses.attacks().harmful(input.text(), threshold);
    }
  }

  /** Whether no agent does what it asks for. */
  record OutOfScope() implements Signal {

    @Override
    public Reading read(GuardInput input, Senses senses) {
      return senses.scope().isOutOfScope(input.text()) ? Reading.on("no agent does this") : Reading.off("some agent may do this");
    }
  }
}
