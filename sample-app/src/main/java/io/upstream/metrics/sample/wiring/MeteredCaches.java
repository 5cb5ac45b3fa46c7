package io.upstream.metrics.sample.wiring;

import io.upstream.metrics.CacheCall;
import io.upstream.metrics.CacheMeter;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CacheName;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.support.SimpleCacheManager;

/** Caches in memory that count what they are asked. */
final class MeteredCaches extends SimpleCacheManager {

  MeteredCaches(UpstreamRecorder recorder, String... names) {
    setCaches(
        Arrays.stream(names)
            .map(name -> new Metered(name, recorder.events().cache(new CacheName(name))))
            .toList());
    initializeCaches();
  }

  private static final class Metered extends ConcurrentMapCache {

    private final CacheMeter meter;

    Metered(String name, CacheMeter meter) {
      super(name, new ConcurrentHashMap<>(), true);
      this.meter = meter;
    }

    @Override
    protected @Nullable Object lookup(Object key) {
      Object found = super.lookup(key);
      meter.record(found == null ? CacheCall.MISS : CacheCall.HIT);
      return found;
    }

    @Override
    public void put(Object key, @Nullable Object value) {
      super.put(key, value);
      meter.record(CacheCall.SET);
    }

    @Override
    public void evict(Object key) {
      super.evict(key);
      meter.record(CacheCall.DELETE);
    }
  }
}
