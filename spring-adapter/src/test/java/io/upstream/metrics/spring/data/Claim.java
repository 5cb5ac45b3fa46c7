package io.upstream.metrics.spring.data;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An entity that is called otherwise than its table. */
@Entity(name = "Claim")
@Table(name = "t_claim_v2")
class Claim {
  @Id int id;
  int amount;

  Claim() {}

  Claim(int id) {
    this.id = id;
  }
}
