/**
 * Asks more than one model for one answer: cheap ones first, until a judge is content or enough of them agree. What to do next is
 * decided here; who is asked and who judges is the caller's business. Start with {@link
 * io.roundhouse.routers.models.cascade.AgreementGate}.
 */
@NullMarked
package io.roundhouse.routers.models.cascade;

import org.jspecify.annotations.NullMarked;
