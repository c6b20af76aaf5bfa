package io.roundhouse.runtime;

/**
 * Hears of every change of a runtime's catalog.
 *
 * <p>Called on the thread that made the change, after it is in force, so it must not block; what it throws is logged. Two changes at
 * once may be told in either order: {@link Catalog#version} says which is newer.
 */
@FunctionalInterface
public interface CatalogListener {

  /** This snapshot came into force. */
  void onChange(Catalog newest);
}
