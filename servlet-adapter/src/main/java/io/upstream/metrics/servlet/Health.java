package io.upstream.metrics.servlet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The health, readiness and liveness of an application.
 *
 * <pre>{@code
 * Health health =
 *     Health.builder()
 *         .needs("database", HealthCheck.dataSource(dataSource))
 *         .check("disk", HealthCheck.diskSpace(Path.of("/var/lib/claims"), 1L << 30))
 *         .started(application::isStarted)
 *         .build();
 * context.addServlet("health", new HealthServlet(health, access))
 *     .addMapping("/metrics/health", "/metrics/readiness", "/metrics/liveness");
 * }</pre>
 *
 * <p>Checks run in parallel, two seconds each at most, and their outcome holds for a second.
 */
public final class Health implements AutoCloseable {

  private final Set<String> needed;
  private final CheckGroup dependencies;
  private final CheckGroup alive;
  private final BooleanSupplier started;

  private Health(Builder builder, LongSupplier nanoTime) {
    this.needed = Set.copyOf(builder.needed);
    long limit = builder.timeLimit.toNanos();
    this.dependencies = new CheckGroup(builder.checks, limit, nanoTime);
    this.alive = new CheckGroup(builder.alive, limit, nanoTime);
    this.started = builder.started;
  }

  /** Returns a health without checks: up, ready and alive as long as the application answers. */
  public static Health none() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns every check. */
  Map<String, CheckOutcome> health() {
    Map<String, CheckOutcome> all = new LinkedHashMap<>(dependencies.outcomes());
    all.putAll(alive.outcomes());
    return all;
  }

  /** Returns the checks of readiness: start-up is over, and what the service needs answers. */
  Map<String, CheckOutcome> readiness() {
    Map<String, CheckOutcome> ready = new LinkedHashMap<>();
    boolean up = started.getAsBoolean();
    ready.put("startup", new CheckOutcome(up, 0, null));
    if (up) {
      dependencies
          .outcomes()
          .forEach(
              (name, outcome) -> {
                if (needed.contains(name)) {
                  ready.put(name, outcome);
                }
              });
    }
    return ready;
  }

  /**
   * Returns the checks of liveness. They include no dependency, because a restart does not help if
   * a database is down.
   */
  Map<String, CheckOutcome> liveness() {
    return alive.outcomes();
  }

  /** Ends the threads of the checks; after that every check is reported as failed. */
  @Override
  public void close() {
    dependencies.close();
    alive.close();
  }

  /** Collects the checks. */
  public static final class Builder {
    private final Map<String, HealthCheck> checks = new LinkedHashMap<>();
    private final Map<String, HealthCheck> alive = new LinkedHashMap<>();
    private final Set<String> needed = new LinkedHashSet<>();
    private Duration timeLimit = Duration.ofSeconds(2);
    private BooleanSupplier started = () -> true;

    private Builder() {}

    /** Adds a check that health shows. */
    public Builder check(String name, HealthCheck check) {
      put(checks, name, check);
      return this;
    }

    /** Adds a check that health shows and without which the application is not ready. */
    public Builder needs(String name, HealthCheck check) {
      needed.add(name);
      return check(name, check);
    }

    /**
     * Adds a check that health shows and that liveness includes: if it fails, the application
     * should be restarted.
     */
    public Builder alive(String name, HealthCheck check) {
      put(alive, name, check);
      return this;
    }

    private void put(Map<String, HealthCheck> into, String name, HealthCheck check) {
      if (checks.containsKey(name) || alive.containsKey(name)) {
        throw new IllegalArgumentException("There are two health checks named '" + name + "'");
      }
      into.put(name, check);
    }

    /** Sets the supplier that returns true once the application has started. */
    public Builder started(BooleanSupplier whether) {
      started = whether;
      return this;
    }

    /** Sets the timeout of a check; the default is two seconds. */
    public Builder timeLimit(Duration limit) {
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException("The time limit " + limit + " is not positive");
      }
      timeLimit = limit;
      return this;
    }

    public Health build() {
      return build(System::nanoTime);
    }

    Health build(LongSupplier nanoTime) {
      return new Health(this, nanoTime);
    }
  }
}
