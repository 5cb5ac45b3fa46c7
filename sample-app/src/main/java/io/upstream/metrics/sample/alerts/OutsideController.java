package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.ChannelType;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Simulates the external services, which can be taken down. */
@RestController
class OutsideController {

  private final Outages outages;

  OutsideController(Outages outages) {
    this.outages = outages;
  }

  @PostMapping("/outside/{channel}")
  ResponseEntity<Void> receive(@PathVariable String channel) {
    boolean down = outages.isDown(ChannelType.valueOf(channel.toUpperCase(Locale.ROOT)));
    return ResponseEntity.status(down ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.NO_CONTENT)
        .build();
  }

  @PutMapping("/outside/{channel}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void tell(@PathVariable String channel, @RequestParam boolean down) {
    outages.set(ChannelType.valueOf(channel.toUpperCase(Locale.ROOT)), down);
  }
}
