package io.upstream.metrics.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.GuardMXBean;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.page.Json;
import io.upstream.metrics.servlet.MetricsAccess;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the changes that a person requests on the console's page, and refuses those that
 * another page makes the person's browser send.
 *
 * <p>A browser sends the person's address, role and cookies with the requests of any page, so the
 * access rules alone do not prevent cross-site request forgery. A change therefore needs all of
 * these:
 *
 * <ul>
 *   <li>a rule of {@link MetricsAccess} that lets the client in: with the default rule, and with
 *       open access, nothing can be changed;
 *   <li>{@code Sec-Fetch-Site: same-origin}, or from browsers without it an {@code Origin} that is
 *       the host of the request; a client other than a browser sends neither;
 *   <li>a cookie that browsers do not send from other sites ({@code SameSite=Strict}, {@code
 *       HttpOnly}), and in the header {@code X-Console-Token} the token that belongs to it: its
 *       HMAC with a key that this servlet makes when it starts. The servlet keeps no session. Pages
 *       of other origins can neither read a token nor send the header.
 * </ul>
 */
final class ChangeRequests {

  private static final String COOKIE = "metrics_console";
  private static final String TOKEN = "X-Console-Token";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MOST_BYTES = 256 * 1024;
  private static final String RELOAD =
      "The token is not known here. Reload the page and try again.";

  private final MetricsAccess access;
  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  ChangeRequests(MetricsAccess access) {
    this.access = access;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /**
   * Returns whether the settings make the console read-only.
   *
   * @throws IllegalArgumentException if the setting is malformed
   */
  static boolean isReadOnly(UpstreamRecorder recorder) {
    return recorder.settings().flag("METRICS_CONSOLE_READ_ONLY", false);
  }

  /** Returns why nothing can be changed; null if something can. */
  private @Nullable String whyNot(UpstreamRecorder recorder) {
    try {
      if (isReadOnly(recorder)) {
        return "The console is read-only because METRICS_CONSOLE_READ_ONLY is true.";
      }
    } catch (IllegalArgumentException malformed) {
      return "The console is read-only: " + malformed.getMessage();
    }
    return access.hasRules()
        ? null
        : "The console is read-only. To allow changes, set METRICS_ALLOWED_IPS,"
            + " METRICS_AUTH_TOKEN or METRICS_ALLOWED_ROLE: its readers can then make changes.";
  }

  /** Answers whether changes are possible, and gives the browser a cookie and its token if so. */
  String begin(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response) {
    Map<String, Object> answer = new LinkedHashMap<>();
    String whyNot = whyNot(recorder);
    answer.put("possible", whyNot == null);
    if (whyNot != null) {
      answer.put("why_not", whyNot);
      return Json.write(answer);
    }
    String nonce = cookie(request);
    if (nonce == null) {
      byte[] bytes = new byte[18];
      random.nextBytes(bytes);
      nonce = Base64.getUrlEncoder().encodeToString(bytes);
      response.addHeader(
          "Set-Cookie",
          COOKIE
              + "="
              + nonce
              + "; SameSite=Strict; HttpOnly"
              + (request.isSecure() ? "; Secure" : ""));
    }
    answer.put("token", token(nonce));
    return Json.write(answer);
  }

  /**
   * Carries out a change, and returns its result as JSON.
   *
   * @throws ChangeRefused if the request may be forged, or the change is impossible
   */
  String carryOut(UpstreamRecorder recorder, HttpServletRequest request)
      throws ChangeRefused, IOException {
    String whyNot = whyNot(recorder);
    if (whyNot != null) {
      throw new ChangeRefused(403, whyNot);
    }
    requireOwnPage(request);
    Map<String, String> form = form(request);
    try {
      return Json.write(Map.of("done", change(recorder.operations(), form)));
    } catch (IllegalArgumentException e) {
      throw new ChangeRefused(400, String.valueOf(e.getMessage()));
    }
  }

  private void requireOwnPage(HttpServletRequest request) throws ChangeRefused {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    boolean isOwn =
        site != null ? site.equals("same-origin") : origin == null || isHost(origin, request);
    if (!isOwn) {
      throw new ChangeRefused(403, "A page of another origin cannot change anything here.");
    }
    String nonce = cookie(request);
    String token = request.getHeader(TOKEN);
    if (nonce == null
        || token == null
        || !MessageDigest.isEqual(token.getBytes(UTF_8), token(nonce).getBytes(UTF_8))) {
      throw new ChangeRefused(403, RELOAD);
    }
  }

  private static boolean isHost(String origin, HttpServletRequest request) {
    String host = request.getHeader("Host");
    try {
      String authority = URI.create(origin).getRawAuthority();
      return host != null && host.equalsIgnoreCase(authority);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static @Nullable String cookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  private String token(String nonce) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return Base64.getUrlEncoder().encodeToString(mac.doFinal(nonce.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HMAC-SHA256", e);
    }
  }

  /** Returns the fields of the body; those of a URL would put values into logs. */
  private static Map<String, String> form(HttpServletRequest request)
      throws ChangeRefused, IOException {
    String type = request.getContentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      throw new ChangeRefused(415, "Expected " + FORM + ".");
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new ChangeRefused(413, "Expected at most 256 KB.");
    }
    Map<String, String> fields = new HashMap<>();
    try {
      for (String field : new String(body, UTF_8).split("&")) {
        int equals = field.indexOf('=');
        if (equals > 0) {
          fields.put(
              URLDecoder.decode(field.substring(0, equals), UTF_8),
              URLDecoder.decode(field.substring(equals + 1), UTF_8));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ChangeRefused(400, "The form is malformed: expected name=value&name=value.");
    }
    return fields;
  }

  private static String change(GuardMXBean guards, Map<String, String> form) {
    String label = field(form, "label");
    return switch (field(form, "operation")) {
      case "release" ->
          guards.release(label, field(form, "value"))
              ? "Released. Its series leave the page after some minutes."
              : "It takes no place of the budget: it is not shown under its own name, is a constant,"
                  + " or is on the allow-list.";
      case "deny" -> {
        boolean wasNamed = guards.deny(label, field(form, "value"));
        yield wasNamed
            ? "Denied. Its series leave the page after some minutes."
            : "Denied. It was not shown under its own name before.";
      }
      case "allow" -> {
        guards.allow(label, field(form, "value"));
        yield "Allowed.";
      }
      case "allow-list" -> {
        guards.replaceAllowed(label, field(form, "value"));
        yield "The allow-list is replaced.";
      }
      case "budget" -> {
        guards.changeBudget(label, number(field(form, "value")));
        yield "The budget is changed.";
      }
      case "naming" -> {
        guards.changeNaming(label, field(form, "value"));
        yield "The naming is changed.";
      }
      default ->
          throw new IllegalArgumentException(
              "operation: expected release, deny, allow, allow-list, budget or naming");
    };
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("budget: expected a whole number");
    }
  }

  private static String field(Map<String, String> form, String name) {
    String value = form.get(name);
    if (value == null) {
      throw new IllegalArgumentException("form: expected a field " + name);
    }
    return value;
  }
}
