package io.roundhouse.protocols.a2a.task;

/** What a binding does with a stream of a task. Called in order, by one thread at a time. */
public interface TaskStream {

  /** The next event. */
  void event(StreamEvent event);

  /** There are no more events. */
  void end();
}
