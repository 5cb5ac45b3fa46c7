package io.upstream.metrics.servlet;

import io.upstream.metrics.event.HttpMeter;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes asynchronous requests off the in-progress gauge whose end no container ever told.
 *
 * <p>Tomcat and Jetty each leave {@code onComplete} out in some corner. Such an exchange is garbage
 * once the container has let go of the request, and then no sample can be made of it any more; but
 * it must not count as in progress for ever.
 */
final class AbandonedRequests {

  private final ReferenceQueue<ServletExchange> queue = new ReferenceQueue<>();
  private final Set<Watch> watched = ConcurrentHashMap.newKeySet();

  /** Held while the exchange is open; knows where to give it back. */
  static final class Watch extends WeakReference<ServletExchange> {
    private final HttpMeter meter;

    private Watch(
        ServletExchange exchange, HttpMeter meter, ReferenceQueue<ServletExchange> queue) {
      super(exchange, queue);
      this.meter = meter;
    }
  }

  Watch watch(ServletExchange exchange, HttpMeter meter) {
    Watch watch = new Watch(exchange, meter, queue);
    watched.add(watch);
    return watch;
  }

  void release(@Nullable Watch watch) {
    if (watch != null) {
      watched.remove(watch);
    }
  }

  /** Gives back what was collected since; costs one look at an empty queue. */
  void sweep() {
    Reference<? extends ServletExchange> gone;
    while ((gone = queue.poll()) != null) {
      if (gone instanceof Watch watch && watched.remove(watch)) {
        watch.meter.abandoned();
      }
    }
  }

  int size() {
    return watched.size();
  }

  /** For tests: every open exchange as if it had been collected. */
  void forgetAll() {
    watched.forEach(Reference::enqueue);
  }
}
