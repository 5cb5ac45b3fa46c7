package io.upstream.metrics.push;

import io.upstream.metrics.UpstreamRecorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sets up pushes to a Pushgateway. */
public final class PushgatewayBuilder extends PushBuilder<PushgatewayBuilder> {

  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final String address;
  private final Map<String, String> grouping = new LinkedHashMap<>();
  private String job = "upstream";
  private PushMethod method = PushMethod.PUT;
  private @Nullable String authorization;
  private int retries = 3;
  private Duration backOff = Duration.ofMillis(500);
  private Retry.Pause pause = Thread::sleep;

  PushgatewayBuilder(UpstreamRecorder recorder, String address) {
    super(recorder);
    this.address = address;
  }

  /** Sets the job label of the group; by default {@code upstream}. */
  public PushgatewayBuilder job(String job) {
    if (job.isBlank()) {
      throw new IllegalArgumentException("job: expected a name, got a blank one");
    }
    this.job = job;
    return this;
  }

  /**
   * Adds a label of the group, such as {@code instance}: pushes that differ in it are separate
   * groups.
   */
  public PushgatewayBuilder grouping(String name, String value) {
    if (!LABEL.matcher(name).matches() || name.startsWith("__") || name.equals("job")) {
      throw new IllegalArgumentException(
          "grouping " + name + ": expected a label name other than job");
    }
    grouping.put(name, value);
    return this;
  }

  /** Sets what happens to what the group already has; the default is {@link PushMethod#PUT}. */
  public PushgatewayBuilder method(PushMethod method) {
    this.method = method;
    return this;
  }

  /** Sends a name and a password. */
  public PushgatewayBuilder basicAuth(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(both);
    return this;
  }

  /** Sends a token. */
  public PushgatewayBuilder bearerToken(String token) {
    this.authorization = "Bearer " + WebAddress.header("bearer token", token);
    return this;
  }

  /**
   * Sets the number of retries and the time to wait before the first one. The time doubles before
   * each further retry, up to half a minute. The default is three retries and half a second.
   *
   * <p>A push is not repeated after an answer that would stay the same, such as 400 or 401.
   */
  public PushgatewayBuilder retry(int retries, Duration backOff) {
    if (retries < 0 || retries > 100) {
      throw new IllegalArgumentException("retries: expected 0 to 100, got " + retries);
    }
    positive("back-off", backOff);
    this.retries = retries;
    this.backOff = backOff;
    return this;
  }

  PushgatewayBuilder pause(Retry.Pause pause) {
    this.pause = pause;
    return this;
  }

  @Override
  PushgatewayBuilder self() {
    return this;
  }

  @Override
  PushSink sink() {
    Gateway gateway = new Gateway(address, job, grouping, authorization, timeout);
    return new GatewaySink(recorder, gateway, new Retry(retries, backOff, pause), method);
  }
}
