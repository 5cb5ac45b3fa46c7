package io.upstream.metrics;

import io.upstream.metrics.guard.SafeLogger;
import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A recorder's guards in the JVM's MBean server, as {@code
 * io.upstream.metrics:type=Guard,recorder=1} or with the next number that is free: an application
 * that is deployed twice has two recorders.
 */
final class JmxRegistration {

  private static final System.Logger LOG = SafeLogger.of(JmxRegistration.class);
  private static final int MOST_RECORDERS = 1_000;

  private final MBeanServer server;
  private final ObjectName name;

  private JmxRegistration(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /** Registers a bean; null, with a warning, where the JVM does not let it. */
  static @Nullable JmxRegistration of(GuardMXBean bean) {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      for (int number = 1; number <= MOST_RECORDERS; number++) {
        ObjectName name = new ObjectName("io.upstream.metrics:type=Guard,recorder=" + number);
        try {
          server.registerMBean(bean, name);
          return new JmxRegistration(server, name);
        } catch (InstanceAlreadyExistsException taken) {
          // The name belongs to another recorder.
        }
      }
      warn("there are " + MOST_RECORDERS + " recorders already; close those that are not used");
    } catch (JMException | RuntimeException e) {
      warn(e.toString());
    }
    return null;
  }

  private static void warn(String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        "METRICS_JMX is true, but the guards could not be registered in JMX: {0}. Metrics are"
            + " recorded all the same.",
        why);
  }

  /** Returns under which name the bean is registered. */
  ObjectName name() {
    return name;
  }

  /**
   * Takes the bean out again. Doing so twice is harmless, also where another has the name since.
   */
  void close() {
    try {
      server.unregisterMBean(name);
    } catch (JMException | RuntimeException gone) {
      // Other code has unregistered it.
    }
  }
}
