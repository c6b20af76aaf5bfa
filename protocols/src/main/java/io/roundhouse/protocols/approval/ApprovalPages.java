package io.roundhouse.protocols.approval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.access.Access;
import io.roundhouse.protocols.access.Credentials;
import io.roundhouse.protocols.access.Identification;
import io.roundhouse.protocols.http.Endpoint;
import io.roundhouse.protocols.http.ErrorFormat;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.Routes;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Pages under {@code /approvals} on which a person approves, refuses or chooses. Thread-safe.
 *
 * <p>An address is good for one answer, for one question of one run, until a time; nobody can guess it. Where the server asks who comes,
 * it opens nothing by itself: the page wants the credentials of the run's caller, or of somebody with the scope {@code runs:admin}, before
 * it shows the question, and closes after five wrong ones. An answer has to come from the browser that the page was shown in (a cookie and
 * a field of the form say the same), so that no other page can send it.
 */
public final class ApprovalPages implements Endpoint {

  private static final String PATH = "/approvals/";
  private static final String COOKIE = "roundhouse-approval";
  private static final String NONCE = "nonce";
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private final AgentRuntime runtime;
  private final Access access;
  private final Supplier<URI> base;
  private final Tickets tickets;

  private ApprovalPages(AgentRuntime runtime, Access access, Supplier<URI> base, Tickets tickets) {
    this.runtime = runtime;
    this.access = access;
    this.base = base;
    this.tickets = tickets;
  }

  /**
   * Pages for the questions of a runtime; to be added to the front.
   *
   * @param access tells who comes
   * @param base where browsers reach this server; asked once the server listens
   * @param ttl how long an address is good
   */
  public static ApprovalPages of(AgentRuntime runtime, Access access, Supplier<URI> base, Duration ttl) {
    return new ApprovalPages(runtime, access, base, new Tickets(ttl, InstantSource.system()));
  }

  /** Whether a question can be answered on a page: approvals and choices can. */
  public static boolean canAsk(InputRequest question) {
    return question instanceof InputRequest.Approval || question instanceof InputRequest.Choice;
  }

  /** The address for a question of a run; the same one until it is answered or too old. */
  public String link(RunId run, InputRequest question, Principal owner) {
    return base.get().toString().replaceAll("/+$", "") + PATH + tickets.of(run, question, owner).token();
  }

  @Override
  public void mount(Routes routes) {
    routes.open(PATH + ":token", ErrorFormat.PLAIN, Map.of(
        HttpMethod.GET, this::show,
        HttpMethod.POST, context -> take(context, routes)));
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private void show(RoutingContext context) {
    Optional<Ticket> ticket = tickets.find(context.pathParam("token"));
    if (ticket.isEmpty()) {
      gone(context);
      return;
    }
    String nonce = tickets.secret();
    context.response().addCookie(Cookie.cookie(COOKIE, nonce)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure("https".equals(base.get().getScheme()))
        .setPath(PATH + ticket.get().token()));
    String remote = context.request().remoteAddress() == null ? null : context.request().remoteAddress().hostAddress();
    boolean local = remote != null && HttpOptions.isLoopback(remote);
    access.identify(Credentials.none(local)).onComplete(
        found -> page(context, 200, isAdmitted(found, ticket.get(), nonce)
            ? ApprovalHtml.question(ticket.get().question(), nonce)
            : ApprovalHtml.door(nonce)),
        context::fail);
  }

  /** Whether nobody has to say who they are, or who says nothing is known as the one whose run it is. */
  private boolean isAdmitted(Identification found, Ticket ticket, String nonce) {
    if (!access.isOn()) {
      return true;
    }
    boolean admitted = found instanceof Identification.Known known && ticket.isFor(known.principal());
    if (admitted) {
      ticket.admit(nonce, ((Identification.Known) found).principal());
    }
    return admitted;
  }

  private void take(RoutingContext context, Routes routes) {
    routes.bodies().form(context).compose(form -> {
      Optional<Ticket> ticket = tickets.find(context.pathParam("token"));
      Cookie cookie = context.request().getCookie(COOKIE);
      String nonce = form.getOrDefault(NONCE, "");
      if (ticket.isEmpty()) {
        gone(context);
      } else if (cookie == null || nonce.isEmpty() || !Ticket.same(cookie.getValue(), nonce)) {
        page(context, 403, ApprovalHtml.notice(
            "Not from here", "This answer does not come from the page it belongs to. Open the address again."));
      } else if (form.containsKey("credential")) {
        return admit(context, ticket.get(), nonce, form.get("credential"));
      } else {
        return decide(context, ticket.get(), nonce, form);
      }
      return Future.succeededFuture();
    }).onFailure(context::fail);
  }

  private Future<Void> admit(RoutingContext context, Ticket ticket, String nonce, String credential) {
    return access.identify(new Credentials(credential.strip(), null, false)).map(found -> {
      if (found instanceof Identification.Known known && ticket.isFor(known.principal())) {
        ticket.admit(nonce, known.principal());
        page(context, 200, ApprovalHtml.question(ticket.question(), nonce));
      } else {
        ticket.guessed();
        page(context, 403, ApprovalHtml.notice("Not you", "This question is for somebody else, or the key or token is no good."));
      }
      return null;
    });
  }

  private Future<Void> decide(RoutingContext context, Ticket ticket, String nonce, Map<String, String> form) {
    String visitor = ticket.visitor(nonce);
    Optional<InputAnswer> answer = answer(ticket.question(), form);
    if (access.isOn() && visitor == null) {
      page(context, 403, ApprovalHtml.notice("Who are you?", "Open the address again and say who you are first."));
    } else if (answer.isEmpty()) {
      page(context, 400, ApprovalHtml.notice(
          "No answer", "The form has none of the answers that the page offers. Open the address again."));
    } else if (!ticket.use()) {
      gone(context);
    } else {
      return runtime.answer(ticket.run(), ticket.question().id(), answer.get(), visitor == null ? "browser" : visitor).map(open -> {
        if (open) {
          page(context, 200, ApprovalHtml.notice("Thank you", "The run goes on. You can close this page."));
        } else {
          gone(context);
        }
        return null;
      });
    }
    return Future.succeededFuture();
  }

  private static Optional<InputAnswer> answer(InputRequest question, Map<String, String> form) {
    if ("refuse".equals(form.get("decision"))) {
      return Optional.of(new InputAnswer.Declined());
    }
    if (question instanceof InputRequest.Choice choice) {
      return Optional.ofNullable(form.get(InputRequest.CHOICE)).filter(choice.options()::contains).map(option ->
          new InputAnswer.Accepted(JsonNodeFactory.instance.objectNode().put(InputRequest.CHOICE, option)));
    }
    return "approve".equals(form.get("decision")) ? Optional.of(InputAnswer.Accepted.empty()) : Optional.empty();
  }

  private static void gone(RoutingContext context) {
    page(context, 404, ApprovalHtml.notice("Nothing to answer", "This address has been used, is too old, or never was one."));
  }

  private static void page(RoutingContext context, int status, String html) {
    context.response()
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("X-Content-Type-Options", "nosniff");
    Replies.bytes(context, status, "text/html; charset=utf-8", Buffer.buffer(html));
  }
}
