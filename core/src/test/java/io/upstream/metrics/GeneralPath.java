package io.upstream.metrics;

import static java.util.stream.Collectors.joining;

import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.series.BoundUpDown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What each verb has to do, said with label records: the arguments of a verb are, by their types,
 * the components of the record of its family. javac holds the records to the declarations, and the
 * verbs, which go by hand-written positions, are held to this. Which family a verb has is
 * committed.
 */
final class GeneralPath {

  /** How long whatever is timed takes. */
  static final double SECONDS = 2.5;

  /** The lines that each verb moves, one after its signature. */
  static final Path COMMITTED = Path.of("src", "test", "resources", "verbs.txt");

  private GeneralPath() {}

  /** The same as a verb does, without it. */
  static Way of(Method verb) {
    if (verb.getName().endsWith("Job")) {
      return job();
    }
    Family<?> family = family(verb);
    return new Way(List.of(family.name()), (r, a) -> record(r, family, verb, a));
  }

  static String signature(Method verb) {
    return Arrays.stream(verb.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(joining(",", verb.getName() + "(", ")"));
  }

  private static Family<?> family(Method verb) {
    try {
      String start = signature(verb) + " ";
      String line =
          Files.readAllLines(COMMITTED).stream()
              .filter(each -> each.startsWith(start))
              .map(each -> each.substring(start.length()))
              .findFirst()
              .orElseThrow(() -> new AssertionError(COMMITTED + " lacks " + signature(verb)));
      return Catalogue.BUSINESS.stream()
          .filter(each -> each.claimedNames().contains(line.substring(0, line.indexOf('{'))))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void record(
      UpstreamRecorder recorder, Family<?> family, Method verb, Object[] arguments) {
    if (family instanceof CounterFamily<?> counter) {
      count(recorder, counter, verb, arguments);
    } else if (family instanceof GaugeFamily<?> gauge) {
      set(recorder, gauge, verb, arguments);
    } else {
      observe(recorder, (HistogramFamily<?>) family, verb, arguments);
    }
  }

  private static <L extends Record> void count(
      UpstreamRecorder recorder, CounterFamily<L> family, Method verb, Object[] arguments) {
    int amount = position(verb, long.class);
    L labels = labels(family, verb, arguments);
    recorder.counter(family).add(labels, amount < 0 ? 1 : (Long) arguments[amount]);
  }

  private static <L extends Record> void set(
      UpstreamRecorder recorder, GaugeFamily<L> family, Method verb, Object[] arguments) {
    double value = (Double) arguments[position(verb, double.class)];
    recorder.gauge(family).set(labels(family, verb, arguments), value);
  }

  private static <L extends Record> void observe(
      UpstreamRecorder recorder, HistogramFamily<L> family, Method verb, Object[] arguments) {
    recorder.histogram(family).observe(labels(family, verb, arguments), SECONDS);
  }

  private static <L extends Record> L labels(Family<L> family, Method verb, Object[] arguments) {
    RecordComponent[] components = family.schema().type().getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      int argument = position(verb, types[i]);
      values[i] =
          argument < 0 && types[i] == SeverityLevel.class
              ? level((Double) arguments[position(verb, double.class)])
              : arguments[argument];
    }
    try {
      return family.schema().type().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the label record of " + family, e);
    }
  }

  private static int position(Method verb, Class<?> type) {
    return List.of(verb.getParameterTypes()).indexOf(type);
  }

  private static SeverityLevel level(double severity) {
    return severity < 0.4
        ? SeverityLevel.LOW
        : severity < 0.7 ? SeverityLevel.MEDIUM : SeverityLevel.HIGH;
  }

  private static Way job() {
    return new Way(
        List.of(
            JobFamilies.STARTED.name(),
            JobFamilies.RUNNING.name(),
            JobFamilies.OLDEST_START.name(),
            JobFamilies.DURATION.name(),
            JobFamilies.COMPLETED.name()),
        (r, a) -> {
          JobFamilies.JobLabels labels =
              new JobFamilies.JobLabels((JobType) a[0], (CustomerId) a[1]);
          JobFamilies.JobTypeLabels type = new JobFamilies.JobTypeLabels((JobType) a[0]);
          r.counter(JobFamilies.STARTED).inc(labels);
          BoundUpDown running = r.upDown(JobFamilies.RUNNING).bind(type);
          running.inc();
          running.dec();
          r.gauge(JobFamilies.OLDEST_START).set(type, 0);
          r.histogram(JobFamilies.DURATION).observe(type, SECONDS);
          r.counter(JobFamilies.COMPLETED).inc(labels);
        });
  }

  /** The families that a verb fills, and a general way to fill them. */
  record Way(List<String> families, Recording recording) {}

  /** A recording with the arguments of a verb. */
  interface Recording {
    void record(UpstreamRecorder recorder, Object[] arguments);
  }
}
