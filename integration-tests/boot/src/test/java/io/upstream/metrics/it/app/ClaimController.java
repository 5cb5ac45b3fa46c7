package io.upstream.metrics.it.app;

import io.upstream.metrics.servlet.MetricsFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Claims over HTTP. */
@RestController
@RequestMapping("/claims")
class ClaimController {

  private final ClaimService service;
  private final Nightly nightly;

  ClaimController(ClaimService service, Nightly nightly) {
    this.service = service;
    this.nightly = nightly;
  }

  @GetMapping("/{id:[0-9]+}")
  String payer(@PathVariable long id) {
    return service.payer(id);
  }

  @DeleteMapping("/{id}/memory")
  void forget(@PathVariable long id) {
    service.forget(id);
  }

  @PostMapping("/three")
  void add() {
    service.add(List.of(1L, 2L, 3L));
  }

  @PostMapping("/nobody")
  int forgetPayers() {
    return service.forgetPayers();
  }

  @GetMapping("/runs")
  long runs() {
    return nightly.runs();
  }

  @GetMapping("/routed")
  String routed(HttpServletRequest request) {
    MetricsFilter.route(request, "/claims/{kind}");
    return "";
  }

  @GetMapping("/left-out")
  String leftOut(HttpServletRequest request) {
    MetricsFilter.leaveOut(request);
    return "";
  }
}
