package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.sample.api.Caller;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Shows customers their alerts. */
@RestController
class AlertController {

  private final Alerts alerts;

  AlertController(Alerts alerts) {
    this.alerts = alerts;
  }

  /** An alert as a customer sees it. */
  record View(Product product, Severity severity, String subject, Alert.State state) {}

  @GetMapping("/api/alerts")
  List<View> latest(@RequestHeader(Caller.HEADER) String caller) {
    return alerts.findTop20ByCustomerOrderByIdDesc(caller).stream()
        .map(each -> new View(each.product(), each.level(), each.subject(), each.state()))
        .toList();
  }
}
