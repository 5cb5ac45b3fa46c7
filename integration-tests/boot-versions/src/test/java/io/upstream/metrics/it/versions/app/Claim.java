package io.upstream.metrics.it.versions.app;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class Claim {

  @Id private Long id;
  private String payer;

  protected Claim() {}

  Claim(Long id, String payer) {
    this.id = id;
    this.payer = payer;
  }

  public Long getId() {
    return id;
  }

  public String getPayer() {
    return payer;
  }
}
