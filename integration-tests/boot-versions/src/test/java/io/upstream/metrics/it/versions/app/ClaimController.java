package io.upstream.metrics.it.versions.app;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class ClaimController {

  private final Claims claims;

  ClaimController(Claims claims) {
    this.claims = claims;
  }

  @GetMapping("/claims/{id}")
  String payer(@PathVariable("id") long id) {
    return claims.payer(id);
  }
}
