package io.upstream.metrics.servlet.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.guard.SafeLogger;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that give access to the page: {@code Authorization: Bearer} or {@code
 * X-Metrics-Token}. Several may be valid at once, for a rotation.
 *
 * <p>A token file is read at each request that has a token: see {@link TokenFile}. If the file is
 * missing, empty or does not answer, every request is refused.
 *
 * <p>The comparison uses digests under a random key of this process, always all of them and to
 * their ends. Tokens that differ only in their last character have unrelated digests, so the time
 * of a comparison reveals neither a common prefix nor the length of the secret.
 */
public final class Tokens {

  static final String HEADER = "X-Metrics-Token";
  public static final Tokens NONE = new Tokens(List.of(), null);

  private static final System.Logger LOGGER = SafeLogger.of(Tokens.class);
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e&&[^,]]+");

  /** Shorter ones can be guessed. */
  static final int SHORTEST = 16;

  private final byte[] key = new byte[32];
  private final List<byte[]> fingerprints;
  private final @Nullable TokenFile file;
  private final AtomicBoolean unreadableSaid = new AtomicBoolean();

  private Tokens(Collection<String> tokens, @Nullable TokenFile file) {
    new SecureRandom().nextBytes(key);
    this.fingerprints = tokens.stream().map(this::fingerprint).toList();
    this.file = file;
  }

  /**
   * Returns the tokens of lists and of a file.
   *
   * @param setting the setting that messages name
   * @param tokens lists, each separated by commas or blanks
   * @param file read now, so that a mistake stops the start, and again at each use
   * @throws IllegalArgumentException if a token is too short or the file cannot be read
   */
  public static Tokens of(String setting, Collection<String> tokens, @Nullable Path file) {
    List<String> all = new ArrayList<>();
    for (String list : tokens) {
      all.addAll(split(setting, list));
    }
    if (file == null) {
      return all.isEmpty() ? NONE : new Tokens(all, null);
    }
    TokenFile read = new TokenFile(file);
    String named = setting + "_FILE=" + file + ": expected a file with a token, ";
    try {
      if (split(setting + "_FILE=" + file, read.text()).isEmpty()) {
        throw new IllegalArgumentException(named + "this one has none");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(named + "this one cannot be read: " + e, e);
    }
    return new Tokens(all, read);
  }

  private static List<String> split(String where, String list) {
    List<String> tokens = new ArrayList<>();
    for (String token : list.split("[,\\s]+")) {
      if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
        throw new IllegalArgumentException(
            where + ": expected tokens of printable ASCII, one of " + token.length() + " is not");
      }
      if (!token.isEmpty() && token.length() < SHORTEST) {
        throw new IllegalArgumentException(
            where
                + ": expected tokens of "
                + SHORTEST
                + " characters or more, one has "
                + token.length()
                + "; make one with: openssl rand -hex 24");
      }
      if (!token.isEmpty()) {
        tokens.add(token);
      }
    }
    return tokens;
  }

  public boolean configured() {
    return !fingerprints.isEmpty() || file != null;
  }

  /** Returns whether the request has a token that is valid now. */
  public boolean accept(HttpServletRequest request) {
    List<String> offers = offers(request);
    if (offers.isEmpty()) {
      return false;
    }
    List<byte[]> valid = valid();
    boolean accepted = false;
    for (String offer : offers) {
      accepted |= isOneOf(valid, fingerprint(offer));
    }
    return accepted;
  }

  /** Returns whether the request has any token, also a wrong one. */
  static List<String> offers(HttpServletRequest request) {
    List<String> offers = new ArrayList<>();
    for (String value : values(request, HEADER)) {
      offers.add(value.trim());
    }
    for (String value : values(request, "Authorization")) {
      var bearer = BEARER.matcher(value);
      if (bearer.matches()) {
        offers.add(bearer.group(1));
      }
    }
    return offers;
  }

  private static List<String> values(HttpServletRequest request, String header) {
    Enumeration<String> values = request.getHeaders(header);
    return values == null ? List.of() : Collections.list(values);
  }

  private static boolean isOneOf(List<byte[]> valid, byte[] offered) {
    boolean found = false;
    for (byte[] one : valid) {
      found |= MessageDigest.isEqual(one, offered);
    }
    return found;
  }

  private List<byte[]> valid() {
    if (file == null) {
      return fingerprints;
    }
    List<byte[]> all = new ArrayList<>(fingerprints);
    try {
      for (String token : split(file.toString(), file.text())) {
        all.add(fingerprint(token));
      }
      unreadableSaid.set(false);
    } catch (IOException | IllegalArgumentException e) {
      if (!unreadableSaid.getAndSet(true)) {
        LOGGER.log(System.Logger.Level.WARNING, "No token of " + file + " holds for now: " + e);
      }
    }
    return all;
  }

  /** Returns the hash of a token, which is what is kept and compared. */
  byte[] fingerprint(String token) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(token.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
