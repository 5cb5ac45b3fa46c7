package io.upstream.metrics.guard.value;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.guard.detect.Detection;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.guard.sketch.KeyedHash;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The detectors for label values that other code has put into the registry.
 *
 * <p>A label named {@code customer_id} is judged like {@link CustomerId}, any other like {@link
 * JobType}: the dates of runs and releases are ordinary. Nothing is remembered here.
 *
 * <p>Not for applications.
 */
public final class ThirdPartyValues {

  private static final String CUSTOMER = SnakeCase.of(CustomerId.class.getSimpleName());

  private final List<Detector> detectors;
  private final Detection customers;
  private final Detection others;

  public ThirdPartyValues(List<Detector> detectors) {
    this.detectors = detectors;
    this.customers = Detection.of(detectors, CUSTOMER);
    this.others = Detection.of(detectors, SnakeCase.of(JobType.class.getSimpleName()));
  }

  /**
   * Returns the name of the detector that finds something in a label's value; null if none does.
   */
  public @Nullable String detector(String label, String value) {
    Detection detection = label.equals(CUSTOMER) ? customers : others;
    int hit = detection.firstHit(value);
    return hit < 0 ? null : detectors.get(hit).name();
  }

  /**
   * Returns a 64-bit hash of a value under this process's key; the value cannot be computed from
   * it.
   */
  public static long hash(long seed, String value) {
    long hash = KeyedHash.ofProcess().of(seed, value, 0, value.length());
    for (int from = Detection.SEEN; from < value.length(); from += Detection.SEEN) {
      int to = Math.min(value.length(), from + Detection.SEEN);
      hash = KeyedHash.ofProcess().of(hash, value, from, to);
    }
    return hash;
  }
}
