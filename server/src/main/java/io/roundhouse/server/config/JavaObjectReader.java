package io.roundhouse.server.config;

import java.util.List;
import java.util.Optional;

/** Reads {@code class} and {@code args}. */
final class JavaObjectReader {

  private JavaObjectReader() {}

  /** The class that {@code name} names, if it can be loaded; it is not initialised. */
  static Optional<Class<?>> type(Node name) {
    String text = name.nonBlank();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Class<?>> type = ToolClasses.find(text);
    if (type.isEmpty()) {
      name.problem("class " + text + " is not on the class path", "check its name, or add its jar");
    }
    return type;
  }

  /** How to make an object of the class with these words as arguments. */
  static Optional<JavaObject> object(Node name, Class<?> type, List<String> words) {
    Optional<JavaObject> object = ToolClasses.construction(type, words, name.scope().directory());
    if (object.isEmpty()) {
      name.problem("class " + type.getName() + " cannot be made with " + words.size() + " args",
          "expected a public class and args for one of its public constructors: " + ToolClasses.signatures(type));
    }
    return object;
  }
}
