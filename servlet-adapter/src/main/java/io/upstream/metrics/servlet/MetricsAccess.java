package io.upstream.metrics.servlet;

import io.upstream.metrics.Settings;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.AccessRefusal;
import io.upstream.metrics.servlet.access.AddressRange;
import io.upstream.metrics.servlet.access.IpAddress;
import io.upstream.metrics.servlet.access.RequestOrigin;
import io.upstream.metrics.servlet.access.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of who can read the metrics.
 *
 * <p>By default only requests from this machine are allowed, to localhost or its address, and not
 * through a proxy. A configured rule replaces this default, and any one rule is enough: an address,
 * a token, a role, or a rule of the application.
 *
 * <pre>{@code
 * MetricsAccess access =
 *     MetricsAccess.builder().allow("10.0.0.0/8").trustedProxies("10.0.0.2").role("ops").build();
 * context.addServlet("metrics", new MetricsServlet(recorder, access)).addMapping("/metrics");
 * }</pre>
 *
 * <p>A reverse proxy on the same machine that adds no header of its own looks like a local client:
 * name it in {@link Builder#trustedProxies}.
 */
public final class MetricsAccess {

  private static final System.Logger LOGGER = SafeLogger.of(MetricsAccess.class);

  private final boolean open;
  private final List<AddressRange> allowed;
  private final List<AddressRange> proxies;
  private final Tokens tokens;
  private final List<String> roles;
  private final List<Predicate<? super HttpServletRequest>> predicates;
  private final AtomicBoolean openSaid = new AtomicBoolean();
  private final AtomicBoolean predicateSaid = new AtomicBoolean();

  private MetricsAccess(Builder builder, boolean open) {
    this.open = open;
    this.allowed = List.copyOf(builder.allowed);
    this.proxies = List.copyOf(builder.proxies);
    this.tokens = Tokens.of("METRICS_AUTH_TOKEN", builder.tokens, builder.tokenFile);
    this.roles = List.copyOf(builder.roles);
    this.predicates = List.copyOf(builder.predicates);
  }

  /** Returns the default rule: only direct requests from this machine, not through a proxy. */
  public static MetricsAccess loopback() {
    return builder().build();
  }

  /**
   * Returns a rule that allows every client. The log mentions it once, because customers' names are
   * on the page.
   */
  public static MetricsAccess open() {
    return new MetricsAccess(builder(), true);
  }

  /** Returns the rules of the operator's system properties and environment. */
  public static MetricsAccess fromSettings() {
    return from(Settings.system());
  }

  /**
   * Returns the rules of {@code METRICS_ACCESS}, {@code METRICS_ALLOWED_IPS}, {@code
   * METRICS_AUTH_TOKEN}, {@code METRICS_AUTH_TOKEN_FILE}, {@code METRICS_ALLOWED_ROLE} and {@code
   * METRICS_TRUSTED_PROXIES}.
   *
   * @throws IllegalArgumentException if a setting is malformed, with its name and what was
   *     expected; a malformed setting never opens the page
   */
  public static MetricsAccess from(Settings settings) {
    Builder builder = builder();
    builder.allow(settings.list("METRICS_ALLOWED_IPS").toArray(String[]::new));
    builder.trustedProxies(settings.list("METRICS_TRUSTED_PROXIES").toArray(String[]::new));
    builder.token(settings.list("METRICS_AUTH_TOKEN").toArray(String[]::new));
    builder.role(settings.list("METRICS_ALLOWED_ROLE").toArray(String[]::new));
    String file = settings.text("METRICS_AUTH_TOKEN_FILE");
    if (file != null) {
      builder.tokenFile(path(file));
    }
    MetricsAccess access = builder.build();
    if (settings.choice("METRICS_ACCESS", Mode.class, Mode.RESTRICTED) == Mode.RESTRICTED) {
      return access;
    }
    if (!access.nothingConfigured()) {
      throw Settings.malformed(
          "METRICS_ACCESS", "open", "no rule beside it, or METRICS_ACCESS=restricted");
    }
    return open();
  }

  private static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw Settings.malformed("METRICS_AUTH_TOKEN_FILE", file, "the path of a file with a token");
    }
  }

  private enum Mode {
    RESTRICTED,
    OPEN
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether this request may read the metrics and the details of health. */
  public boolean mayRead(HttpServletRequest request) {
    return refusal(request) == null;
  }

  /** Returns why the request may not read, or null if it may. */
  @Nullable AccessRefusal refusal(HttpServletRequest request) {
    if (open) {
      if (!openSaid.getAndSet(true)) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "The metrics are open to everybody who can reach them (METRICS_ACCESS=open)");
      }
      return null;
    }
    if (nothingConfigured()) {
      return RequestOrigin.isLocal(request, proxies) ? null : AccessRefusal.ADDRESS;
    }
    if (byAddress(request) || tokens.accept(request) || byRole(request) || byPredicate(request)) {
      return null;
    }
    if (tokens.configured()) {
      return AccessRefusal.TOKEN;
    }
    return allowed.isEmpty() && !roles.isEmpty() ? AccessRefusal.ROLE : AccessRefusal.ADDRESS;
  }

  /**
   * Returns whether a rule is set, also one that lets everyone read; the loopback default is none.
   */
  public boolean isConfigured() {
    return open || !nothingConfigured();
  }

  /**
   * Returns whether a rule other than the open one is set; then that rule also decides who may
   * change settings.
   */
  public boolean hasRules() {
    return !open && !nothingConfigured();
  }

  private boolean nothingConfigured() {
    return allowed.isEmpty() && !tokens.configured() && roles.isEmpty() && predicates.isEmpty();
  }

  private boolean byAddress(HttpServletRequest request) {
    if (allowed.isEmpty()) {
      return false;
    }
    IpAddress client = RequestOrigin.client(request, proxies);
    return client != null && AddressRange.anyContains(allowed, client);
  }

  private boolean byRole(HttpServletRequest request) {
    for (String role : roles) {
      if (request.isUserInRole(role)) {
        return true;
      }
    }
    return false;
  }

  private boolean byPredicate(HttpServletRequest request) {
    for (Predicate<? super HttpServletRequest> predicate : predicates) {
      try {
        if (predicate.test(request)) {
          return true;
        }
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Throwable e) { // the application's code
        if (!predicateSaid.getAndSet(true)) {
          LOGGER.log(System.Logger.Level.WARNING, "The rule for reading metrics threw: refused", e);
        }
      }
    }
    return false;
  }

  /** Returns whether a token could let a refused client in, so that the answer asks for one. */
  boolean takesTokens() {
    return tokens.configured();
  }

  /** Returns one line for a refused client: which setting decides. */
  String hint() {
    if (nothingConfigured()) {
      return "Only this machine itself may read metrics, as localhost or by address, and not through a"
          + " proxy. Others are let in by METRICS_ALLOWED_IPS, METRICS_AUTH_TOKEN,"
          + " METRICS_ALLOWED_ROLE or METRICS_ACCESS=open.";
    }
    List<String> ways = new ArrayList<>();
    if (tokens.configured()) {
      ways.add("a token (METRICS_AUTH_TOKEN)");
    }
    if (!allowed.isEmpty()) {
      ways.add("an allowed address (METRICS_ALLOWED_IPS)");
    }
    if (!roles.isEmpty()) {
      ways.add("the role (METRICS_ALLOWED_ROLE)");
    }
    if (!predicates.isEmpty()) {
      ways.add("the application's own rule");
    }
    return "Metrics need " + String.join(" or ", ways) + ".";
  }

  /** Returns the address to count requests by; null where the container does not know one. */
  @Nullable IpAddress countedAddress(HttpServletRequest request) {
    return RequestOrigin.counted(request, proxies);
  }

  /** Collects the rules and refuses a malformed rule at once. */
  public static final class Builder {
    private final List<AddressRange> allowed = new ArrayList<>();
    private final List<AddressRange> proxies = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<String> roles = new ArrayList<>();
    private final List<Predicate<? super HttpServletRequest>> predicates = new ArrayList<>();
    private @Nullable Path tokenFile;

    private Builder() {}

    /**
     * Adds addresses and networks that may read the page, IPv4 or IPv6, separated by commas or
     * blanks.
     */
    public Builder allow(String... ranges) {
      for (String list : ranges) {
        allowed.addAll(AddressRange.parseAll("METRICS_ALLOWED_IPS", list));
      }
      return this;
    }

    /** Sets the proxies whose {@code X-Forwarded-For} is trusted. */
    public Builder trustedProxies(String... ranges) {
      for (String list : ranges) {
        proxies.addAll(AddressRange.parseAll("METRICS_TRUSTED_PROXIES", list));
      }
      return this;
    }

    /**
     * Adds valid tokens. Several tokens may be valid during a rotation; an empty token is ignored.
     */
    public Builder token(String... values) {
      Collections.addAll(tokens, values);
      return this;
    }

    /** Sets a file of tokens, which is read again at each use; write the file to rotate tokens. */
    public Builder tokenFile(Path file) {
      tokenFile = file;
      return this;
    }

    /** Sets roles, one of which {@link HttpServletRequest#isUserInRole} has to confirm. */
    public Builder role(String... names) {
      Collections.addAll(roles, names);
      return this;
    }

    /** Adds a rule of the application. A rule that throws allows no request. */
    public Builder when(Predicate<? super HttpServletRequest> rule) {
      predicates.add(rule);
      return this;
    }

    public MetricsAccess build() {
      return new MetricsAccess(this, false);
    }
  }
}
