package io.roundhouse.server.config;

import dev.langchain4j.agent.tool.Tool;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks into a class that a person named in the file: which tools it has, and which constructor fits the arguments. */
final class ToolClasses {

  private ToolClasses() {}

  /** The class of this name, if it can be loaded; it is not initialised. */
  static Optional<Class<?>> find(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    try {
      return Optional.of(Class.forName(name, false, context == null ? ToolClasses.class.getClassLoader() : context));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** The names of the tools of a class, sorted. */
  static Set<String> toolNames(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      Tool tool = method.getAnnotation(Tool.class);
      if (tool != null) {
        names.add(tool.name().isEmpty() ? method.getName() : tool.name());
      }
    }
    return names;
  }

  /** The first public constructor that takes these words as arguments. */
  static Optional<JavaObject> construction(Class<?> type, List<String> words, Path directory) {
    if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
      return Optional.empty();
    }
    return Arrays.stream(type.getConstructors())
        .filter(constructor -> constructor.getParameterCount() == words.size())
        .sorted(Comparator.comparing(Constructor::toGenericString))
        .flatMap(constructor -> fitted(constructor, words, directory).stream())
        .findFirst();
  }

  /** The public constructors of a class, for a message. */
  static String signatures(Class<?> type) {
    List<String> signatures = new ArrayList<>();
    for (Constructor<?> constructor : type.getConstructors()) {
      List<String> parameters = Arrays.stream(constructor.getParameterTypes()).map(Class::getSimpleName).toList();
      signatures.add("(" + String.join(", ", parameters) + ")");
    }
    return signatures.isEmpty() ? "none" : String.join(" or ", signatures);
  }

  private static Optional<JavaObject> fitted(Constructor<?> constructor, List<String> words, Path directory) {
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Optional<Object> argument = argument(constructor.getParameterTypes()[i], words.get(i), directory);
      if (argument.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(argument.get());
    }
    return Optional.of(new JavaObject(constructor, arguments));
  }

  private static Optional<Object> argument(Class<?> type, String word, Path directory) {
    try {
      if (type == String.class) {
        return Optional.of(word);
      }
      if (type == Path.class) {
        return Optional.of(directory.resolve(word).normalize());
      }
      if (type == URI.class) {
        return Optional.of(URI.create(word));
      }
      if (type == Duration.class) {
        return Durations.parse(word).map(duration -> duration);
      }
      return primitive(type, word);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> primitive(Class<?> type, String word) {
    if (type == int.class || type == Integer.class) {
      return Optional.of(Integer.valueOf(word));
    }
    if (type == long.class || type == Long.class) {
      return Optional.of(Long.valueOf(word));
    }
    if (type == double.class || type == Double.class) {
      return Optional.of(Double.valueOf(word));
    }
    boolean truth = type == boolean.class || type == Boolean.class;
    return truth && (word.equals("true") || word.equals("false")) ? Optional.of(Boolean.valueOf(word)) : Optional.empty();
  }
}
