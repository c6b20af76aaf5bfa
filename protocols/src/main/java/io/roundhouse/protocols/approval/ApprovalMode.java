package io.roundhouse.protocols.approval;

/** How callers are asked for approvals and choices. */
public enum ApprovalMode {

  /** In the client, which shows a form. */
  FORM,

  /** On a page of ours in a browser, where the client can open one; in the client otherwise. */
  URL
}
