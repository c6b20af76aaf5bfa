package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.core.JacksonException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.models.UpstreamException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Why a model did not answer, as far as it matters for what to do next. Immutable.
 *
 * @param refusal the provider's policy withheld the answer: nobody else is asked then
 * @param elsewhere another model may answer
 * @param again the same model may answer in a moment
 * @param retryAfterMillis when the provider wants to be asked again; 0 if it did not say
 * @param words the middle of a sentence, without anything the provider said
 */
record ModelFailure(
    FailureClass failureClass, boolean refusal, boolean elsewhere, boolean again, long retryAfterMillis, String words) {

  static final ModelFailure FILTERED = refused("'s provider withheld the answer for reasons of policy");
  static final ModelFailure EMPTY = passing(FailureClass.CONTRACT_VIOLATION, "gave an answer without content", 0);

  static ModelFailure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ToolException known -> {
          return new ModelFailure(known.failureClass(), false, known.failureClass() != FailureClass.DENIED, false, 0,
              known.failureClass().words());
        }
        case HttpException http -> {
          return http(http);
        }
        case ContentFilteredException filtered -> {
          return FILTERED;
        }
        case RateLimitException limited when limited.getCause() == null -> {
          return passing(FailureClass.RATE_LIMITED, "is rate-limited", 0);
        }
        case AuthenticationException denied when denied.getCause() == null -> {
          return lasting(FailureClass.DENIED, "refused our credential");
        }
        case InvalidRequestException bad when bad.getCause() == null -> {
          return badInput("refused its input");
        }
        case ModelNotFoundException missing when missing.getCause() == null -> {
          return lasting(FailureClass.OUTAGE, "is unknown to its provider");
        }
        case TimeoutException late -> {
          return passing(FailureClass.TIMEOUT, "gave no answer in time", 0);
        }
        case java.util.concurrent.TimeoutException late -> {
          return passing(FailureClass.TIMEOUT, "gave no answer in time", 0);
        }
        case JacksonException malformed -> {
          return passing(FailureClass.CONTRACT_VIOLATION, "gave an answer that is not JSON", 0);
        }
        case UnknownHostException nowhere -> {
          return lasting(FailureClass.OUTAGE, "has an address that does not exist");
        }
        case ConnectException unreachable -> {
          return passing(FailureClass.OUTAGE, "cannot be reached", 0);
        }
        case VertxException broken -> {
          return passing(FailureClass.TRANSIENT, "broke off the connection", 0);
        }
        case IOException broken -> {
          return passing(FailureClass.TRANSIENT, "broke off the connection", 0);
        }
        default -> { }
      }
    }
    return passing(FailureClass.OUTAGE, "is down", 0);
  }

  private static ModelFailure http(HttpException http) {
    long retryAfter = http instanceof UpstreamException upstream ? upstream.retryAfterMillis() : 0;
    int status = http.statusCode();
    String said = http.getMessage() == null ? "" : http.getMessage().toLowerCase(Locale.ROOT);
    if (said.contains("content_filter") || said.contains("content_policy") || said.contains("content management policy")) {
      return FILTERED;
    }
    return switch (status) {
      case 401, 403 -> lasting(FailureClass.DENIED, "refused our credential");
      case 404 -> lasting(FailureClass.OUTAGE, "is unknown to its provider");
      case 408, 504 -> passing(FailureClass.TIMEOUT, "gave no answer in time (status " + status + ")", retryAfter);
      case 429 -> passing(FailureClass.RATE_LIMITED, "is rate-limited", retryAfter);
      default -> status >= 500
          ? passing(FailureClass.TRANSIENT, "failed (status " + status + ")", retryAfter)
          : said.contains("context length") || said.contains("context_length")
              ? lasting(FailureClass.BAD_INPUT, "has no room for the request")
              : badInput("refused its input (status " + status + ")");
    };
  }

  private static ModelFailure refused(String words) {
    return new ModelFailure(FailureClass.DENIED, true, false, false, 0, words);
  }

  private static ModelFailure badInput(String words) {
    return new ModelFailure(FailureClass.BAD_INPUT, false, false, false, 0, words);
  }

  private static ModelFailure lasting(FailureClass failureClass, String words) {
    return new ModelFailure(failureClass, false, true, false, 0, words);
  }

  private static ModelFailure passing(FailureClass failureClass, String words, long retryAfter) {
    return new ModelFailure(failureClass, false, true, true, retryAfter, words);
  }

  /** One sentence that may be shown to a caller. */
  String sentence(String model) {
    return "model '" + model + "'" + (words.startsWith("'") ? "" : " ") + words;
  }
}
