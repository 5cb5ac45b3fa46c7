package io.upstream.metrics.it.versions.app;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class Claims {

  @PersistenceContext EntityManager entities;
  private volatile boolean scheduled;
  private volatile boolean async;

  @Transactional
  public void add(long id) {
    entities.persist(new Claim(id, "payer-" + id));
  }

  @Cacheable("payers")
  @Transactional(readOnly = true)
  public String payer(long id) {
    Claim found = entities.find(Claim.class, id);
    return found == null ? "none" : found.getPayer();
  }

  @Scheduled(initialDelayString = "1ms", fixedDelayString = "1h")
  public void nightly() {
    scheduled = true;
  }

  @Async
  public void export() {
    async = true;
  }

  public boolean haveRun() {
    return scheduled && async;
  }
}
