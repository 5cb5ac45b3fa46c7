package io.upstream.metrics.sample.reports;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.sample.api.Caller;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Creates reports for customers, and receives the errors that their programs have with a report.
 */
@RestController
@RequestMapping("/api/reports/{type}")
class ReportController {

  private final Reports reports;

  ReportController(Reports reports) {
    this.reports = reports;
  }

  /** Answers when the report is there; no thread of the server waits for it. */
  @PostMapping
  CompletableFuture<String> make(
      @RequestHeader(Caller.HEADER) String caller, @PathVariable String type) {
    return reports.request(known(type), new CustomerId(caller));
  }

  /**
   * An error of a customer's program with a report.
   *
   * @param error the program's own name of the kind of error, which may be any text
   */
  record Failure(String error) {}

  @PostMapping("/failures")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void failed(
      @RequestHeader(Caller.HEADER) String caller,
      @PathVariable String type,
      @RequestBody Failure failure) {
    reports.failed(known(type), new ErrorType(failure.error()), new CustomerId(caller));
  }

  private static ReportType known(String name) {
    ReportType type = new ReportType(name);
    if (!ReportDocument.knows(type)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return type;
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.CONFLICT)
  String nothing(NothingToReport nothing) {
    return String.valueOf(nothing.getMessage());
  }
}
