package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.HealthCheck;
import java.util.Map;

/** Checks that somebody else has: Boot's health contributors, of whatever generation. */
@FunctionalInterface
interface HealthSource {

  /** By name; a composite's parts are {@code db/primary}. */
  Map<String, HealthCheck> checks();

  /** Boot's own word for it, as the class of what a check throws. */
  static void refuse(String status) throws Exception {
    switch (status) {
      case "DOWN" -> throw new Down();
      case "OUT_OF_SERVICE" -> throw new OutOfService();
      default -> {
        // Boot answers 200 for every other status, the application's own too.
      }
    }
  }

  /** Of a check only the class of what it throws is shown. */
  final class Down extends Exception {}

  /** Of a check only the class of what it throws is shown. */
  final class OutOfService extends Exception {}
}
