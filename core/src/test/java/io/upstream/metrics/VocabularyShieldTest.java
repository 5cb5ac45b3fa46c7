package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.ConnectionMeter;
import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.series.Gauge;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a failing vocabulary affects only its own families. */
class VocabularyShieldTest {

  private static final String NAMED =
      SelfFamilies.LABEL_NAMED.name() + "{label=\"collector_name\"}";
  private static final String ERRORS =
      "upstream_metrics_scrape_errors_total{collector=\"" + Failing.class.getName() + "\"}";

  /** How the vocabulary fails: its meters throw, there are none, or making them throws. */
  private static final class Failing implements Vocabulary {

    private final String how;

    Failing(String how) {
      this.how = how;
    }

    @Override
    public List<Family<?>> families() {
      return List.of();
    }

    @Override
    public Events over(Families families) {
      return answering(Events.class);
    }

    private <T> T answering(Class<T> type) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                Class<?> answer = method.getReturnType();
                if (answer.isInterface() && (!how.equals("none") || answer == HttpMeter.class)) {
                  if (!how.equals("meters") && answer != HttpMeter.class) {
                    throw new IllegalStateException("no meter");
                  }
                  return answering(answer);
                } else if (answer.isInterface()) {
                  return null;
                } else if (how.equals("error")) {
                  throw new NoSuchMethodError("another version");
                }
                throw new IllegalStateException("broken");
              }));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"meters", "none", "making", "error"})
  void a_failing_vocabulary_breaks_no_recording(String how) {
    try (LogLines log = LogLines.of(Vocabulary.class);
        UpstreamRecorder recorder = recorder(new Failing(how))) {
      int events = recordAll(recorder);
      recordAll(recorder);
      double counted = Scrape.samples(recorder).get(ERRORS);
      assertThat(counted).isBetween(10.0, 2.0 * events);
      assertThat(log.lines()).singleElement().asString().contains(Failing.class.getName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"meters", "none", "making", "error"})
  void a_failing_vocabulary_does_not_affect_others(String how) {
    try (LogLines log = LogLines.of(Vocabulary.class);
        UpstreamRecorder both = recorder(new Failing(how), Vocabulary.UPSTREAM);
        UpstreamRecorder alone = recorder(Vocabulary.UPSTREAM)) {
      recordAll(both);
      recordAll(alone);
      var lines = Scrape.lasting(both);
      assertThat(lines.remove(ERRORS)).isPositive();
      lines.replace(NAMED, 0.0); // the name of the vocabulary that failed
      assertThat(lines).isEqualTo(Scrape.lasting(alone));
      assertThat(log.lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"meters", "making", "error"})
  void a_strict_recorder_lets_it_through(String how) {
    try (UpstreamRecorder strict =
        VerbCalls.quiet().vocabulary(new Failing(how)).mode(Mode.STRICT).build()) {
      assertThatThrownBy(() -> recordAll(strict)).isNotInstanceOf(NullPointerException.class);
    }
  }

  private static UpstreamRecorder recorder(Vocabulary... vocabularies) {
    return VerbCalls.quiet().vocabulary(vocabularies).build();
  }

  /** Everything that an adapter can say, and how much that is. */
  private static int recordAll(UpstreamRecorder recorder) {
    Events events = recorder.events();
    HttpMeter http = events.http();
    http.started();
    http.abandoned();
    http.lateResponseBytes(3);
    DataSourceAlias alias = new DataSourceAlias("claims");
    DbVendor vendor = new DbVendor("H2");
    DbMeter db = events.db(DbCall.of(alias, vendor, SqlOperation.SELECT));
    db.executed(1, null);
    db.batched(2, null);
    db.batchDone(3, DbErrorType.DATA_ERROR);
    db.refused(DbErrorType.DATA_ERROR);
    ConnectionMeter connections = events.connections(alias, vendor);
    connections.opened();
    connections.failed();
    connections.borrowed();
    connections.returned();
    events.cache(new CacheName("claims")).record(CacheCall.HIT);
    events.modelWritten(SqlOperation.INSERT, new ModelName("claim"), 1);
    return 17;
  }

  /** Watches connections, and fails when the watch is closed, or has none. */
  private record FailingWatch(boolean isNone) implements Vocabulary {

    @Override
    public List<Family<?>> families() {
      return List.of();
    }

    @Override
    public Events over(Families families) {
      return new Events() {
        @Override
        public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
          return new ConnectionMeter() {
            @Override
            @SuppressWarnings("NullAway") // what a careless vocabulary does
            public Gauge.Watch watchInUse(LongSupplier inUse) {
              if (isNone) {
                return null;
              }
              return () -> {
                throw new IllegalStateException("closed already");
              };
            }
          };
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_watch_that_cannot_close_leaves_others(boolean isNone) {
    try (LogLines log = LogLines.of(Vocabulary.class);
        UpstreamRecorder recorder = recorder(new FailingWatch(isNone), Vocabulary.UPSTREAM)) {
      Gauge.Watch watch =
          recorder
              .events()
              .connections(new DataSourceAlias("claims"), new DbVendor("H2"))
              .watchInUse(() -> 3);
      String line = "django_db_connections_active{alias=\"claims\",vendor=\"H2\"} ";
      assertThat(Scrape.text(recorder)).contains(line + "3.0");
      watch.close();
      assertThat(Scrape.text(recorder)).contains(line + "0.0");
      assertThat(log.lines()).hasSize(1);
    }
  }
}
