package io.roundhouse.protocols.mcp;

import io.roundhouse.protocols.approval.ApprovalPages;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Run;
import org.jspecify.annotations.Nullable;

/**
 * How a run's questions look to one client: an approval or a choice is a form, or the address of a page where the server has such pages
 * and the client can open one.
 *
 * @param pages null to ask by form
 */
record Asking(@Nullable ApprovalPages pages, Abilities abilities, Principal owner) {

  /** Everything by form. */
  static Asking byForm(Abilities abilities, Principal owner) {
    return new Asking(null, abilities, owner);
  }

  /** Whether the client can answer approvals and choices one way or the other. */
  boolean attends() {
    return abilities.forms() || (pages != null && abilities.links());
  }

  /** The question as this client is asked, under the same id. */
  InputRequest shown(Run run, InputRequest question) {
    ApprovalPages open = pages;
    return open == null || !abilities.links() || !ApprovalPages.canAsk(question)
        ? question
        : new InputRequest.Link(question.id(), question.message(), open.link(run.id(), question, owner));
  }

  /** Whether the client only says that its user goes to the page; the answer itself comes from there. */
  static boolean isOnItsWay(InputRequest question, InputRequest shown, InputAnswer answer) {
    return shown instanceof InputRequest.Link && !(question instanceof InputRequest.Link) && answer instanceof InputAnswer.Accepted;
  }
}
