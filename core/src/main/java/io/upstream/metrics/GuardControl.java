package io.upstream.metrics;

import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.page.NamedValuesReport;
import io.upstream.metrics.page.Report;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The guards of a recorder, by names and texts. Each change is logged, without the value. */
final class GuardControl implements GuardMXBean {

  private static final System.Logger LOG = SafeLogger.of(GuardControl.class);

  private final SeriesRegistry book;

  GuardControl(SeriesRegistry book) {
    this.book = book;
  }

  @Override
  public String getReport() {
    return new Report(book).json();
  }

  @Override
  public String[] getLabels() {
    return book.guards().all().stream()
        .filter(each -> !each.isUnlimited())
        .map(LabelResolver::name)
        .toArray(String[]::new);
  }

  @Override
  public String namedValues(String label) {
    return NamedValuesReport.json(book, guard(label));
  }

  @Override
  public void changeBudget(String label, int values) {
    guard(label).budget(values);
    changed(label, "budget is now " + values);
  }

  @Override
  public void changeNaming(String label, String naming) {
    LabelResolver<?> guard = guard(label);
    Naming wanted =
        Arrays.stream(Naming.values())
            .filter(each -> each.name().equalsIgnoreCase(naming.strip().replace('-', '_')))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "naming of " + label + ": expected first_come or heaviest"));
    guard.naming(wanted);
    changed(label, "naming is now " + wanted.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean release(String label, String value) {
    boolean released = guard(label).release(value);
    changed(label, "a value was released");
    return released;
  }

  @Override
  public boolean deny(String label, String value) {
    boolean denied = guard(label).deny(value);
    changed(label, "a value was denied");
    return denied;
  }

  @Override
  public void allow(String label, String value) {
    guard(label).allow(value);
    changed(label, "a value was allowed");
  }

  @Override
  public void replaceAllowed(String label, String values) {
    List<String> list =
        Arrays.stream(values.split(","))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    guard(label).replaceAllowed(list);
    changed(label, "the allow-list was replaced, and has " + list.size() + " values");
  }

  private LabelResolver<?> guard(String label) {
    return book.guards().named(label);
  }

  private static void changed(String label, String what) {
    LOG.log(System.Logger.Level.INFO, "An operator changed the guard of {0}: {1}", label, what);
  }
}
