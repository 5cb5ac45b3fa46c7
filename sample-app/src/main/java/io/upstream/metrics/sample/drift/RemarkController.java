package io.upstream.metrics.sample.drift;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.sample.api.Caller;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes denials that customers have noticed themselves, under names of their own. */
@RestController
class RemarkController {

  private final UpstreamRecorder recorder;
  private final Ledger ledger;

  RemarkController(UpstreamRecorder recorder, Ledger ledger) {
    this.recorder = recorder;
    this.ledger = ledger;
  }

  /**
   * A denial that a customer remarks on.
   *
   * @param signal the name that the customer gives it, which may be a ticket number
   */
  record Remark(String signal) {}

  @PostMapping("/api/denials")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void remark(@RequestHeader(Caller.HEADER) String caller, @RequestBody Remark remark) {
    ledger.note(LedgerEvent.DENIAL_SIGNAL);
    recorder.trackDenialSignal(new SignalType(remark.signal()), new CustomerId(caller));
  }
}
