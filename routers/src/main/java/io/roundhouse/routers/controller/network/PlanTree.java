package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.plans.Fork;
import io.roundhouse.routers.controller.plans.PlanBook;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All forks of a book at which something is left to choose, for training over every plan at once. Immutable. */
final class PlanTree {

  /** A fork with the plans behind each branch. */
  record Node(Prefix prefix, List<Fork.Branch> branches) {}

  final List<Node> nodes = new ArrayList<>();
  final int plans;
  private final PlanBook book;
  private final Vocabulary words;

  PlanTree(PlanBook book, Vocabulary words) {
    this.book = book;
    this.words = words;
    plans = book.plans().size();
    List<Integer> all = IntStream.range(0, plans).boxed().toList();
    for (Fork.Branch mode : visit(book.fork(Stage.MODE, CollaborationMode.SOLO, 0, List.of(), all::contains))) {
      CollaborationMode chosen = CollaborationMode.valueOf(mode.name());
      for (Fork.Branch number : visit(book.fork(Stage.NUMBER, chosen, 0, List.of(), mode.plans()::contains))) {
        seat(chosen, Integer.parseInt(number.name()), List.of(), number.plans());
      }
    }
  }

  private void seat(CollaborationMode mode, int number, List<PlanSeat> seats, List<Integer> open) {
    if (seats.size() == number) {
      return;
    }
    for (Fork.Branch role : visit(book.fork(Stage.ROLE, mode, number, seats, open::contains))) {
      List<PlanSeat> more = new ArrayList<>(seats);
      more.add(new PlanSeat(role.name(), null));
      for (Fork.Branch model : visit(book.fork(Stage.MODEL, mode, number, more, role.plans()::contains))) {
        List<PlanSeat> filled = new ArrayList<>(seats);
        filled.add(new PlanSeat(role.name(), model.name().isEmpty() ? null : model.name()));
        seat(mode, number, filled, model.plans());
      }
    }
  }

  private List<Fork.Branch> visit(Fork fork) {
    if (fork.branches().size() > 1) {
      nodes.add(new Node(Prefix.of(words, fork), fork.branches()));
    }
    return fork.branches();
  }
}
