package io.upstream.metrics.sample.payers;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.sample.claims.ClaimStore;
import io.upstream.metrics.sample.claims.ClaimsArrived;
import io.upstream.metrics.sample.claims.Decision;
import io.upstream.metrics.sample.claims.KnownPayers;
import io.upstream.metrics.sample.claims.Outcome;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.spring.cache.MeteredCache;
import java.util.List;
import java.util.Objects;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Profiles of payers, cached until new claims arrive. */
@Component
class PayerProfiles {

  private static final int DAYS = 35;

  private final UpstreamRecorder recorder;
  private final Ledger ledger;
  private final ClaimStore claims;
  private final Cache cache;

  PayerProfiles(UpstreamRecorder recorder, Ledger ledger, ClaimStore claims, CacheManager caches) {
    this.recorder = recorder;
    this.ledger = ledger;
    this.claims = claims;
    Cache profiles = Objects.requireNonNull(caches.getCache("payer-profiles"));
    // The sample wraps it itself, because no method is @Cacheable.
    this.cache = MeteredCache.wrap(profiles, recorder);
  }

  PayerProfile profile(CustomerId customer, String payer) {
    String key = key(customer, payer);
    PayerProfile known = cache.get(key, PayerProfile.class);
    if (known != null) {
      ledger.note(LedgerEvent.PROFILE_FOUND);
      recorder.trackCacheHit(new CacheKeyPrefix(key));
      return known;
    }
    ledger.note(LedgerEvent.PROFILE_MADE);
    recorder.trackCacheMiss(new CacheKeyPrefix(key));
    PayerProfile made = make(customer, payer);
    if (made.claims() > 0) { // requests with invented customers must not fill the cache
      cache.put(key, made);
    }
    return made;
  }

  private PayerProfile make(CustomerId customer, String payer) {
    List<Decision> decisions =
        claims.decisions(customer, DAYS).stream()
            .filter(each -> each.payer().equals(payer))
            .toList();
    long denied = decisions.stream().filter(each -> each.outcome() == Outcome.DENIED).count();
    return new PayerProfile(
        payer,
        decisions.size(),
        decisions.size() - denied,
        decisions.isEmpty() ? 0 : (double) denied / decisions.size(),
        decisions.stream().mapToLong(Decision::paid).sum());
  }

  @EventListener
  void claimsHaveArrived(ClaimsArrived event) {
    KnownPayers.NAMES.forEach(payer -> cache.evict(key(event.customer(), payer)));
  }

  private static String key(CustomerId customer, String payer) {
    return "payer:" + customer.value() + ":" + payer;
  }
}
