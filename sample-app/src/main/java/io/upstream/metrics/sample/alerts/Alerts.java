package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.Product;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The alerts there were. */
interface Alerts extends JpaRepository<Alert, Long> {

  Optional<Alert> findFirstByProductAndCustomerAndSubjectOrderByIdDesc(
      Product product, String customer, String subject);

  List<Alert> findTop20ByCustomerOrderByIdDesc(String customer);
}
