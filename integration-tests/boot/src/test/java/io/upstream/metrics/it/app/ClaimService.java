package io.upstream.metrics.it.app;

import java.util.List;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Claims, remembered. */
@Service
public class ClaimService {

  private final Claims claims;

  ClaimService(Claims claims) {
    this.claims = claims;
  }

  @Cacheable("payers")
  public String payer(long id) {
    return claims.findById(id).map(Claim::payer).orElse("unknown");
  }

  @CacheEvict("payers")
  public void forget(long id) {}

  @Transactional
  public void add(List<Long> ids) {
    ids.forEach(id -> claims.save(new Claim(id, "payer-" + id)));
  }

  @Transactional
  public int forgetPayers() {
    return claims.forgetPayers();
  }
}
