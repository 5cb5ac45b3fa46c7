package io.upstream.metrics.vocabularies;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue over whichever recorder is installed, for static verbs.
 *
 * <p>Where it does not fit into the recorder, its verbs do nothing and the log says why, once: a
 * verb is no place to fail.
 *
 * @param <R> the catalogue's recorder
 */
final class Following<R> {

  private static final System.Logger LOG = System.getLogger(Following.class.getName());

  private final Function<UpstreamRecorder, R> maker;
  private volatile @Nullable Made<R> made;

  Following(Function<UpstreamRecorder, R> maker) {
    this.maker = maker;
  }

  private record Made<R>(UpstreamRecorder over, R catalogue) {}

  R now() {
    UpstreamRecorder installed = UpstreamMetrics.recorder();
    Made<R> last = made;
    return last != null && last.over == installed ? last.catalogue : follow(installed);
  }

  private synchronized R follow(UpstreamRecorder installed) {
    Made<R> last = made;
    if (last == null || last.over != installed) {
      last = new Made<>(installed, make(installed));
      made = last;
    }
    return last.catalogue;
  }

  private R make(UpstreamRecorder installed) {
    try {
      return maker.apply(installed);
    } catch (IllegalArgumentException | IllegalStateException clash) {
      LOG.log(
          System.Logger.Level.ERROR,
          "A catalogue does not fit into the installed recorder: its verbs do nothing",
          clash);
      Settings off = Settings.of(Map.of(), Map.of("METRICS_ENABLED", "false"));
      return maker.apply(UpstreamRecorder.builder().settings(off).build());
    }
  }
}
