/**
 * Pages on which a person answers what a run waits for, in a browser: approvals and choices whose caller is sent an address instead of
 * a form. Who may answer is a matter of {@code access}, how a client learns the address a matter of its protocol.
 *
 * <p>Start with {@link io.roundhouse.protocols.approval.ApprovalPages}.
 */
@NullMarked
package io.roundhouse.protocols.approval;

import org.jspecify.annotations.NullMarked;
