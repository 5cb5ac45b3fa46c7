package io.upstream.metrics.it.app;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** Claims in the database. */
public interface Claims extends JpaRepository<Claim, Long> {

  @Modifying
  @Query("update Claim c set c.payer = 'nobody'")
  int forgetPayers();
}
