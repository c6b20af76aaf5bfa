package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.CatalogListener;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of events and of changes to the catalog. One that fails is logged and disturbs nobody. Thread-safe. */
final class Followers {

  private static final Logger LOG = LoggerFactory.getLogger(AgentRuntime.class);

  private final List<CatalogListener> listeners = new CopyOnWriteArrayList<>();
  private final List<RunObserver> observers = new CopyOnWriteArrayList<>();

  /** Returns the way to end it. */
  Runnable onCatalogChange(CatalogListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Returns the way to end it. */
  Runnable observe(RunObserver observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }

  void tell(Catalog newest) {
    for (CatalogListener listener : listeners) {
      try {
        listener.onChange(newest);
      } catch (RuntimeException e) {
        LOG.warn("a listener failed on version {} of the catalog", newest.version(), e);
      }
    }
  }

  void tell(JournalEntry entry) {
    for (RunObserver observer : observers) {
      try {
        observer.onEvent(entry);
      } catch (RuntimeException e) {
        LOG.warn("an observer failed on event {} of run {}", entry.seq(), entry.run(), e);
      }
    }
  }
}
