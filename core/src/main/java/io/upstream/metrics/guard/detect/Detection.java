package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.BoundedText;
import java.util.List;
import java.util.function.Predicate;

/**
 * The detectors of one label type, asked in order about a value that was not seen before.
 *
 * <p>Detectors see the first {@value #SEEN} characters, and an application's detector may read them
 * a bounded number of times, so the work is bounded for any argument. The text that the standard
 * detectors read is prepared once for all of them.
 *
 * <p>This class is public for other packages of the library, not for applications.
 */
public final class Detection {

  /**
   * The number of characters that detectors see: twice the bytes of the longest value that can be
   * named.
   */
  public static final int SEEN = 256;

  /** Reads for one detector: a linear one needs a small multiple of {@link #SEEN}. */
  private static final int STEPS = 100 * SEEN;

  private final List<Predicate<CharSequence>> matchers;

  private Detection(List<Predicate<CharSequence>> matchers) {
    this.matchers = matchers;
  }

  /** Returns the detection for a label type, given in snake case. */
  public static Detection of(List<Detector> detectors, String label) {
    return new Detection(detectors.stream().map(each -> each.matcherFor(label)).toList());
  }

  /** Returns the place of the first detector that finds something; -1 if none does. */
  public int firstHit(String value) {
    BoundedText seen = new BoundedText(value, SEEN, STEPS);
    for (int place = 0; place < matchers.size(); place++) {
      if (isHit(matchers.get(place), seen.allowReads(STEPS))) {
        return place;
      }
    }
    return -1;
  }

  private static boolean isHit(Predicate<CharSequence> matcher, BoundedText seen) {
    try {
      return matcher.test(seen);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      // The detector could not judge the value, so the page must not show it. Recording never
      // throws.
      return true;
    }
  }
}
