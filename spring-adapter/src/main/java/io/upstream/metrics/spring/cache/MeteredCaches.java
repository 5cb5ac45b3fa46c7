package io.upstream.metrics.spring.cache;

import io.upstream.metrics.event.Events;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.spring.standin.StandIn;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.NoOpCache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.util.ClassUtils;

/** The counted caches of one manager: for each cache one, as long as the manager has it. */
final class MeteredCaches {

  private static final boolean TRANSACTIONS =
      ClassUtils.isPresent(
          "org.springframework.cache.transaction.TransactionAwareCacheDecorator",
          MeteredCaches.class.getClassLoader());

  private record Known(Object own, Cache metered) {}

  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Events events;
  private final Set<String> excluded;

  MeteredCaches(Events events, Set<String> excluded) {
    this.events = events;
    this.excluded = excluded;
  }

  /** The counted cache for what the manager answered. */
  @Nullable Object metered(String name, @Nullable Object own) {
    if (!(own instanceof Cache cache)) {
      known.remove(name);
      return own;
    }
    if (isLeftAlone(name, cache)) {
      return cache;
    }
    Known before = known.get(name);
    if (before != null && isSame(before.own(), cache)) {
      return before.metered();
    }
    return known.compute(name, (key, last) -> renew(key, cache, last)).metered();
  }

  private Known renew(String name, Cache own, @Nullable Known last) {
    return last != null && isSame(last.own(), own)
        ? last
        : new Known(identity(own), meter(name, own));
  }

  private Cache meter(String name, Cache own) {
    if (TRANSACTIONS && Transactional.is(own)) {
      return Transactional.around(meter(name, Transactional.inside(own)));
    }
    MeteredCache metered = new MeteredCache(own, events.cache(new CacheName(name)));
    return CacheTwins.of(own, metered);
  }

  /** What holds nothing, and what another manager's stand-in counts already. */
  private boolean isLeftAlone(String name, Cache cache) {
    Cache inner = TRANSACTIONS && Transactional.is(cache) ? Transactional.inside(cache) : cache;
    return inner instanceof NoOpCache
        || inner instanceof MeteredCache
        || StandIn.isOne(inner)
        || excluded.contains(name);
  }

  /** A manager that is aware of transactions may decorate its cache anew at each call. */
  private static Object identity(Cache cache) {
    return TRANSACTIONS && Transactional.is(cache) ? Transactional.inside(cache) : cache;
  }

  private static boolean isSame(Object identity, Cache cache) {
    return identity == identity(cache);
  }

  /** Linked when it is first used. Counts inside: when the transaction has really written. */
  private static final class Transactional {

    static boolean is(Cache cache) {
      return cache.getClass() == TransactionAwareCacheDecorator.class;
    }

    static Cache inside(Cache cache) {
      return ((TransactionAwareCacheDecorator) cache).getTargetCache();
    }

    static Cache around(Cache cache) {
      return new TransactionAwareCacheDecorator(cache);
    }
  }
}
