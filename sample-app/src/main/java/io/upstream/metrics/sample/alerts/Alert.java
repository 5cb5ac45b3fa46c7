package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An alert, and what became of it. */
@Entity
@Table(name = "alert")
class Alert {

  /** The states of an alert. */
  enum State {
    CREATED,
    DELIVERED,
    FAILED
  }

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "alert_ids")
  @SequenceGenerator(name = "alert_ids", sequenceName = "alert_ids", allocationSize = 10)
  private @Nullable Long id;

  @Enumerated(EnumType.STRING)
  private Product product;

  private String customer;
  private String subject;

  @Enumerated(EnumType.STRING)
  @Column(name = "severity_level")
  private Severity level;

  @Column(name = "as_of")
  private LocalDate asOf;

  private Instant created;

  @Enumerated(EnumType.STRING)
  private State state;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init")
  protected Alert() {}

  Alert(Finding finding, Instant created) {
    this.product = finding.product();
    this.customer = String.valueOf(finding.customer().value());
    this.subject = finding.subject();
    this.level = finding.level();
    this.asOf = finding.asOf();
    this.created = created;
    this.state = State.CREATED;
  }

  void ended(State state) {
    this.state = state;
  }

  @Nullable Long id() {
    return id;
  }

  Product product() {
    return product;
  }

  String customer() {
    return customer;
  }

  String subject() {
    return subject;
  }

  Severity level() {
    return level;
  }

  LocalDate asOf() {
    return asOf;
  }

  Instant created() {
    return created;
  }

  State state() {
    return state;
  }
}
