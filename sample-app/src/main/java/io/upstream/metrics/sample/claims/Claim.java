package io.upstream.metrics.sample.claims;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A claim that a payer has decided. */
@Entity
@Table(name = "claim")
@SuppressWarnings("UnusedVariable") // only queries read it
class Claim {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "claim_ids")
  @SequenceGenerator(name = "claim_ids", sequenceName = "claim_ids", allocationSize = 100)
  private @Nullable Long id;

  private String customer;

  // The column is not called "number", because that is a keyword of SQL.
  @Column(name = "claim_number")
  private String number;

  private String payer;

  @Column(name = "procedure_code")
  private String procedure;

  private LocalDate submitted;
  private LocalDate decided;

  @Enumerated(EnumType.STRING)
  private Outcome outcome;

  private long billed;
  private long paid;

  @Column(name = "denial_code")
  private @Nullable String denialCode;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Claim() {}

  Claim(String customer, ClaimLine line) {
    this.customer = customer;
    this.number = line.number();
    this.payer = line.payer();
    this.procedure = line.procedure();
    this.submitted = line.submitted();
    this.decided = line.decided();
    this.outcome = line.outcome();
    this.billed = line.billed();
    this.paid = line.paid();
    this.denialCode = line.denialCode();
  }

  /** Applies a decision that the payer has changed. */
  void correct(ClaimLine line) {
    this.decided = line.decided();
    this.outcome = line.outcome();
    this.paid = line.paid();
    this.denialCode = line.denialCode();
  }

  String number() {
    return number;
  }
}
