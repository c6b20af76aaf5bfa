package io.roundhouse.routers.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClausesTest {

  @Test
  void cutsWhereAnotherWishMayBegin() {
    assertThat(Clauses.of("book a table and play some jazz")).containsExactly("book a table", "play some jazz");
    assertThat(Clauses.of("Book a table. Then play some jazz, and also call mum."))
        .containsExactly("Book a table", "play some jazz", "call mum.");
    assertThat(Clauses.of("pay it; what is left?")).containsExactly("pay it", "what is left?");
  }

  @Test
  void leavesARequestOfOnePieceAlone() {
    assertThat(Clauses.of("book a table")).isEmpty();
    assertThat(Clauses.of("fish and chips")).isEmpty();
    assertThat(Clauses.of("the sandy andes and")).isEmpty();
    assertThat(Clauses.of("")).isEmpty();
  }

  @Test
  void looksAtABoundedPartOfALongText() {
    assertThat(Clauses.of("go there and ".repeat(100_000))).hasSize(4);
  }
}
