package io.upstream.metrics.sample.claims;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.sample.api.Caller;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes claims from customers, a few as JSON or many as a file, and publishes an event. */
@RestController
@RequestMapping("/api/claims")
class ClaimController {

  private final Ingestion ingestion;
  private final ApplicationEventPublisher events;

  ClaimController(Ingestion ingestion, ApplicationEventPublisher events) {
    this.ingestion = ingestion;
    this.events = events;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  BatchSummary few(
      @RequestHeader(Caller.HEADER) String caller, @RequestBody List<RawClaim> claims) {
    return take(caller, claims.iterator());
  }

  /** Read line by line as it comes in. */
  @PostMapping(consumes = "text/csv")
  @ResponseStatus(HttpStatus.ACCEPTED)
  BatchSummary many(@RequestHeader(Caller.HEADER) String caller, Reader body) throws IOException {
    BufferedReader lines = new BufferedReader(body);
    lines.readLine(); // skips the names of the columns
    return take(caller, lines.lines().map(RawClaim::ofLine).iterator());
  }

  private BatchSummary take(String caller, Iterator<RawClaim> claims) {
    CustomerId customer = new CustomerId(caller);
    BatchSummary summary = ingestion.take(customer, claims);
    events.publishEvent(new ClaimsArrived(customer, summary.claims()));
    return summary;
  }
}
