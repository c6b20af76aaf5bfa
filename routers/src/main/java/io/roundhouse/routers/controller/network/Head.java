package io.roundhouse.routers.controller.network;

/**
 * One fork of one text: probabilities of the branches, and what that was worth. The context of the text and of what was chosen before is
 * brought to length 1 and compared with the embeddings of the branches, sharpened by a learned factor, plus a learned bias of each
 * branch. Mutable; confined to one thread.
 */
final class Head {

  final double[] probabilities;
  private final Options options;
  private final Reading reading;
  private final Prefix prefix;
  private final double[] context;
  private final double length;
  private final double[] closeness;
  private final double scale;

  Head(Options options, Reading reading, Prefix prefix) {
    this.options = options;
    this.reading = reading;
    this.prefix = prefix;
    int head = prefix.head();
    context = reading.contexts[head].clone();
    if (prefix.mode() >= 0) {
      Maths.add(context, 1, options.fromMode[head].values[prefix.mode()]);
    }
    if (prefix.role() >= 0) {
      Maths.add(context, 1, options.modelRole.values[prefix.role()]);
    }
    Term history = history();
    int[] earlier = earlier();
    for (int option : earlier) {
      Maths.add(context, 1.0 / earlier.length, history.values[option]);
    }
    length = Maths.unit(context);
    scale = Math.exp(options.theta[options.layout.scale[head]]);
    closeness = new double[prefix.branches().length];
    probabilities = new double[closeness.length];
    for (int b = 0; b < closeness.length; b++) {
      closeness[b] = Maths.dot(context, options.heads[head][prefix.branches()[b]]);
      probabilities[b] = scale * closeness[b] + options.theta[bias(b)];
    }
    Maths.softmax(probabilities);
  }

  private Term history() {
    return prefix.head() == Layout.ROLE ? options.roleHistory : options.modelHistory;
  }

  private int[] earlier() {
    return prefix.head() == Layout.ROLE ? prefix.roles() : prefix.models();
  }

  private int bias(int branch) {
    int mode = prefix.head() == Layout.NUMBER ? prefix.mode() * Layout.MOST_SEATS : 0;
    return options.layout.bias[prefix.head()] + mode + prefix.branches()[branch];
  }

  /** Takes in what the logarithm of each branch's probability is worth. */
  void back(double[] gradient, double[] worth) {
    double total = 0;
    for (double each : worth) {
      total += each;
    }
    int head = prefix.head();
    double[] contextWorth = new double[context.length];
    for (int b = 0; b < worth.length; b++) {
      double logit = worth[b] - total * probabilities[b];
      int option = prefix.branches()[b];
      gradient[bias(b)] += logit;
      gradient[options.layout.scale[head]] += logit * scale * closeness[b];
      Maths.add(contextWorth, scale * logit, options.heads[head][option]);
      Maths.add(options.headsWorth[head][option], scale * logit, context);
    }
    Maths.unitBack(context, length, contextWorth);
    Maths.add(reading.contextsWorth[head], 1, contextWorth);
    if (prefix.mode() >= 0) {
      Maths.add(options.fromMode[head].worth[prefix.mode()], 1, contextWorth);
    }
    if (prefix.role() >= 0) {
      Maths.add(options.modelRole.worth[prefix.role()], 1, contextWorth);
    }
    int[] earlier = earlier();
    for (int option : earlier) {
      Maths.add(history().worth[option], 1.0 / earlier.length, contextWorth);
    }
  }
}
