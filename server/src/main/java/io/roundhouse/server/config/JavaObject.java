package io.roundhouse.server.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * An object of a Java class that the file names: a constructor, and arguments of its parameters' types. Immutable.
 *
 * @param constructor makes the object
 * @param arguments what the constructor is given
 */
public record JavaObject(Constructor<?> constructor, List<Object> arguments) {

  public JavaObject {
    arguments = List.copyOf(arguments);
  }

  /**
   * Makes the object.
   *
   * @throws IllegalStateException if the constructor fails, with its reason
   */
  public Object create() {
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("class " + constructor.getDeclaringClass().getName() + " cannot be made: " + e.getCause(),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("class " + constructor.getDeclaringClass().getName() + " cannot be made: " + e, e);
    }
  }
}
