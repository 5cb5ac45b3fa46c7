package io.upstream.metrics.sample.claims;

import io.upstream.metrics.label.CustomerId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores claims and returns the decisions for the detectors. */
@Component
public class ClaimStore {

  /** Two windows of {@code History} and a week. */
  static final int KEPT_DAYS = 42;

  private final Claims claims;
  private final TransactionTemplate transaction;

  ClaimStore(Claims claims, TransactionTemplate transaction) {
    this.claims = claims;
    this.transaction = transaction;
  }

  /**
   * Keeps new claims and corrects those that are there.
   *
   * <p>Nearly every batch is new, so it is inserted without looking; the database refuses one that
   * holds a claim that it has.
   */
  void keep(CustomerId customer, List<ClaimLine> lines) {
    String name = name(customer);
    try {
      transaction.executeWithoutResult(
          status -> {
            claims.saveAll(lines.stream().map(line -> new Claim(name, line)).toList());
            claims.flush();
          });
    } catch (DataIntegrityViolationException someAreThere) {
      transaction.executeWithoutResult(status -> merge(name, lines));
    }
  }

  private void merge(String customer, List<ClaimLine> lines) {
    Map<String, ClaimLine> latest =
        lines.stream()
            .collect(Collectors.toMap(ClaimLine::number, Function.identity(), (one, two) -> two));
    claims
        .findByCustomerAndNumberIn(customer, latest.keySet())
        .forEach(
            there -> {
              ClaimLine correction = latest.remove(there.number());
              if (correction != null) {
                there.correct(correction);
              }
            });
    claims.saveAll(latest.values().stream().map(line -> new Claim(customer, line)).toList());
  }

  /** Returns the decisions of a customer's payers in the last so many days of what it has sent. */
  public List<Decision> decisions(CustomerId customer, int days) {
    return claims
        .newest(name(customer))
        .map(newest -> claims.decidedAfter(name(customer), newest.minusDays(days)))
        .orElse(List.of());
  }

  /** Deletes claims that are too old for every detector. */
  public int forgetOld(CustomerId customer) {
    LocalDate newest = claims.newest(name(customer)).orElse(null);
    if (newest == null) {
      return 0;
    }
    Integer deleted =
        transaction.execute(
            status -> claims.deleteDecidedBefore(name(customer), newest.minusDays(KEPT_DAYS)));
    return deleted == null ? 0 : deleted;
  }

  private static String name(CustomerId customer) {
    return String.valueOf(customer.value());
  }
}
