package io.roundhouse.protocols.approval;

import io.roundhouse.runtime.InputRequest;

/** Writes the pages: plain HTML without a script, with everything that comes from elsewhere escaped. */
final class ApprovalHtml {

  private static final String PAGE = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <style>
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }
      p.question { white-space: pre-wrap; overflow-wrap: anywhere; border-left: .25rem solid #888; padding-left: 1rem }
      button, input { font: inherit; padding: .4rem 1rem; margin: .5rem .5rem 0 0 }
      label { display: block }
      </style></head>
      <body><main><h1>%s</h1>
      %s
      </main></body></html>
      """;

  private ApprovalHtml() {}

  /** Something to read and nothing to do. */
  static String notice(String title, String text) {
    return PAGE.formatted(escaped(title), escaped(title), "<p>" + escaped(text) + "</p>");
  }

  /** Asks who is there, before anything is shown. */
  static String door(String nonce) {
    return PAGE.formatted("Who are you?", "Who are you?", form(nonce, """
        <p>A run waits for an answer of whoever began it. Show that you are the one: with your API key or an access token.</p>
        <label>Key or token <input type="password" name="credential" required autocomplete="off"></label>
        <button>Go on</button>"""));
  }

  /** The question and the ways to answer it. */
  static String question(InputRequest question, String nonce) {
    StringBuilder answers = new StringBuilder("<p class=\"question\">").append(escaped(question.message())).append("</p>\n");
    if (question instanceof InputRequest.Choice choice) {
      choice.blockers().forEach(blocker -> answers.append("<p>In the way: ").append(escaped(blocker)).append("</p>\n"));
      choice.options().forEach(option -> answers.append("<button name=\"choice\" value=\"").append(escaped(option)).append("\">")
          .append(escaped(option)).append("</button>\n"));
      answers.append("<button name=\"decision\" value=\"refuse\">Give up</button>");
    } else {
      answers.append("<button name=\"decision\" value=\"approve\">Approve</button>\n")
          .append("<button name=\"decision\" value=\"refuse\">Refuse</button>");
    }
    return PAGE.formatted("A run asks", "A run asks", form(nonce, answers.toString()));
  }

  private static String form(String nonce, String inside) {
    return "<form method=\"post\"><input type=\"hidden\" name=\"nonce\" value=\"" + nonce + "\">\n" + inside + "\n</form>";
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(text.charAt(i));
      }
    }
    return safe.toString();
  }
}
