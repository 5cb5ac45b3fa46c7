package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.label.CustomerId;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LongRangeTest {

  @Test
  void the_committed_page_is_what_the_arithmetic_says() {
    assertThat(Path.of("..", "docs", "long-range.md"))
        .as(
            "docs/long-range.md is not what the declarations say; write it anew with\n"
                + "  mvn -q -pl monitoring -am -Preference process-classes")
        .hasContent(LongRange.render());
  }

  /** The arithmetic is the page's own: so many customers more, so many lines more. */
  @Test
  void a_customer_adds_the_calculated_lines() throws Exception {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      record(recorder, 0, 10);
      long before = lines(recorder);
      record(recorder, 10, 300);
      assertThat(lines(recorder) - before).isEqualTo(290 * LongRange.linesOfACustomer());
    }
  }

  @Test
  void a_line_has_about_the_calculated_bytes() throws Exception {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      record(recorder, 0, 300);
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      recorder.writePage(page);
      assertThat((double) page.size() / lines(recorder)).isBetween(90.0, 140.0);
    }
  }

  private static void record(UpstreamRecorder recorder, int from, int to) throws Exception {
    for (Map.Entry<Family<?>, Integer> use : LongRange.usage().entrySet()) {
      for (int customer = from; customer < to; customer++) {
        for (int i = 0; i < use.getValue(); i++) {
          record(recorder, use.getKey(), customer, i);
        }
      }
    }
  }

  private static <L extends Record> void record(
      UpstreamRecorder recorder, Family<L> family, int customer, int i) throws Exception {
    L labels = labels(family, customer, i);
    switch (family.type()) {
      case COUNTER ->
          recorder.counter((io.upstream.metrics.catalog.CounterFamily<L>) family).inc(labels);
      case HISTOGRAM -> recorder.histogram((HistogramFamily<L>) family).observe(labels, 1);
      case GAUGE ->
          recorder.gauge((io.upstream.metrics.catalog.GaugeFamily<L>) family).set(labels, 1);
      case INFO -> throw new AssertionError(family.name());
    }
  }

  /** The i-th combination of labels, counted like a number whose digits are the labels. */
  private static <L extends Record> L labels(Family<L> family, int customer, int i)
      throws Exception {
    List<Label> labels = family.schema().labels();
    RecordComponent[] components = family.schema().type().getRecordComponents();
    Object[] values = new Object[labels.size()];
    int rest = i;
    for (int index = 0; index < values.length; index++) {
      Label label = labels.get(index);
      if (label.type() == CustomerId.class) {
        values[index] = new CustomerId("customer-" + customer);
      } else if (label.kind() == LabelKind.CLOSED) {
        Object[] constants = label.type().getEnumConstants();
        values[index] = constants[rest % constants.length];
        rest /= constants.length;
      } else {
        boolean endpoint = label.name().equals("endpoint");
        String value = (endpoint ? "/claims/" : "") + (char) ('a' + rest % 20) + "Value";
        values[index] = label.type().getConstructor(String.class).newInstance(value);
        rest /= 20;
      }
    }
    Constructor<L> constructor =
        family
            .schema()
            .type()
            .getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
    return constructor.newInstance(values);
  }

  private static long lines(UpstreamRecorder recorder) throws Exception {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    recorder.writePage(page);
    return page.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#") && line.contains("customer_id="))
        .count();
  }
}
