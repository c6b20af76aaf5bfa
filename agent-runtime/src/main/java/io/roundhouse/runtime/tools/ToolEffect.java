package io.roundhouse.runtime.tools;

import io.roundhouse.toolgraph.Effect;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a second call of a {@code @Tool} method would do; without it a tool counts as {@link Effect#IRREVERSIBLE}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ToolEffect {

  /** The effect. */
  Effect value();
}
