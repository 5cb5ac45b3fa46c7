package io.upstream.metrics.it.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity. */
@Entity
public class Claim {

  @Id private Long id;
  private String payer;

  protected Claim() {}

  Claim(Long id, String payer) {
    this.id = id;
    this.payer = payer;
  }

  String payer() {
    return payer;
  }

  void payer(String payer) {
    this.payer = payer;
  }
}
