package io.upstream.metrics.sample.claims;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The claims that are kept. */
interface Claims extends JpaRepository<Claim, Long> {

  List<Claim> findByCustomerAndNumberIn(String customer, Collection<String> numbers);

  @Query("select max(c.decided) from Claim c where c.customer = :customer")
  Optional<LocalDate> newest(String customer);

  @Query(
      "select new io.upstream.metrics.sample.claims.Decision(c.payer, c.procedure, c.submitted,"
          + " c.decided, c.outcome, c.billed, c.paid, c.denialCode) from Claim c"
          + " where c.customer = :customer and c.decided > :after order by c.id")
  List<Decision> decidedAfter(String customer, LocalDate after);

  @Modifying
  @Query("delete from Claim c where c.customer = :customer and c.decided < :before")
  int deleteDecidedBefore(String customer, LocalDate before);
}
