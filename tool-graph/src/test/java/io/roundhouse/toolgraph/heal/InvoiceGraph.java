package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;

/** A small accounts-payable pipeline that the tests of this package heal. */
final class InvoiceGraph {

  static final ToolGraph GRAPH = ToolGraph.builder("invoice-desk")
      .inputs("invoice-file")
      .tool(ToolArc.of("parse").needs("invoice-file").yields("invoice"))
      .tool(ToolArc.of("register").needs("invoice").yields("registered").undoneBy("release"))
      .tool(ToolArc.of("release").needs("registered"))
      .tool(ToolArc.of("validate").needs("registered").yields("valid-invoice"))
      .tool(ToolArc.of("rate-ecb").needs("invoice").yields("rate").withCost(Cost.ofMicros(1)).withDomain("ecb"))
      .tool(ToolArc.of("rate-market").needs("invoice").yields("rate").withCost(Cost.ofMicros(3)))
      .tool(ToolArc.of("post-ledger").needs("valid-invoice", "rate").yields("posted").withEffect(Effect.IDEMPOTENT)
          .withCost(Cost.ofMicros(1)).withDomain("ledger"))
      .tool(ToolArc.of("post-queue").needs("valid-invoice", "rate").yields("posted").withEffect(Effect.IDEMPOTENT)
          .withCost(Cost.ofMicros(9)))
      .tool(ToolArc.of("archive").needs("posted").yields("archived").withEffect(Effect.IDEMPOTENT))
      .tool(ToolArc.of("mail").needs("posted").yields("notified").withEffect(Effect.IDEMPOTENT).withCost(Cost.ofMicros(1)))
      .tool(ToolArc.of("text").needs("posted").yields("notified").withEffect(Effect.IDEMPOTENT).withCost(Cost.ofMicros(2)))
      .tool(ToolArc.of("reject").needs("invoice-file").yields("rejection-filed").withEffect(Effect.IDEMPOTENT))
      .rung("posted and told", "posted", "archived", "notified")
      .rung("posted", "posted", "archived")
      .rung("rejected", "rejection-filed")
      .build();

  private InvoiceGraph() {}
}
