package io.upstream.metrics.sample.payers;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.sample.api.Caller;
import io.upstream.metrics.sample.claims.KnownPayers;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Serves the requests about payers. */
@RestController
@RequestMapping("/api/payers/{payer}")
class PayerController {

  private final PayerProfiles profiles;

  PayerController(PayerProfiles profiles) {
    this.profiles = profiles;
  }

  @GetMapping("/profile")
  PayerProfile profile(@RequestHeader(Caller.HEADER) String caller, @PathVariable String payer) {
    if (!KnownPayers.NAMES.contains(payer)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return profiles.profile(new CustomerId(caller), payer);
  }

  /** Returns a forecast of the next payments; it has a planted bug that fails some requests. */
  @GetMapping("/forecast")
  long forecast(@RequestHeader(Caller.HEADER) String caller, @PathVariable String payer) {
    return 30 * profile(caller, payer).averagePayment();
  }
}
