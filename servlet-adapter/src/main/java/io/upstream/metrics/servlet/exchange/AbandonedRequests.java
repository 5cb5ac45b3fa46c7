package io.upstream.metrics.servlet.exchange;

import io.upstream.metrics.event.HttpMeter;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Removes asynchronous requests from the in-progress gauge whose end the container never reported.
 *
 * <p>Tomcat and Jetty each do not call {@code onComplete} in some rare case. The garbage collector
 * frees such an exchange once the container has released the request. It can then have no sample,
 * but it must not count as in progress for ever.
 */
public final class AbandonedRequests {

  private final ReferenceQueue<ServletExchange> queue = new ReferenceQueue<>();
  private final Set<Watch> watched = ConcurrentHashMap.newKeySet();

  /** A weak reference to an open exchange, with the meter that counts it as abandoned. */
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

  /**
   * Removes the requests that were collected since the last call; usually it only polls an empty
   * queue.
   */
  void sweep() {
    Reference<? extends ServletExchange> gone;
    while ((gone = queue.poll()) != null) {
      if (gone instanceof Watch watch && watched.remove(watch)) {
        watch.meter.abandoned();
      }
    }
  }

  /** Returns the number of open exchanges. */
  public int size() {
    return watched.size();
  }

  /** Treats every open exchange as collected, for tests. */
  public void forgetAll() {
    watched.forEach(Reference::enqueue);
  }
}
