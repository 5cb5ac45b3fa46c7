package io.upstream.metrics.sample.ledger;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the ledger. */
@RestController
class LedgerController {

  private final Ledger ledger;

  LedgerController(Ledger ledger) {
    this.ledger = ledger;
  }

  @GetMapping("/ledger")
  Map<LedgerEvent, Long> read() {
    return ledger.read();
  }
}
