package io.roundhouse.runtime.collaboration;

import io.vertx.core.Future;

/** The first member answers alone. */
final class Solo implements Collaboration {

  @Override
  public Future<Answer> work(Table table) {
    return table.ask(table.team().seats().getFirst(), "solo", table.question(), true);
  }
}
