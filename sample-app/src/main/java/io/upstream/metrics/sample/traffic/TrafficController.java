package io.upstream.metrics.sample.traffic;

import java.io.IOException;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Starts and stops the traffic. */
@RestController
class TrafficController {

  private final Traffic traffic;
  private final TrafficRunner runner;

  TrafficController(Traffic traffic, TrafficRunner runner) {
    this.traffic = traffic;
    this.runner = runner;
  }

  @GetMapping("/traffic")
  Map<String, Object> state() {
    return Map.of("running", runner.isRunning());
  }

  /** Starts the traffic, or stops it and answers when it has ended. */
  @PutMapping("/traffic")
  Map<String, Object> run(@RequestParam boolean running) {
    if (running != runner.isRunning()) {
      if (running) {
        runner.start();
      } else {
        runner.stop();
      }
    }
    return state();
  }

  /** Runs a number of steps at once. */
  @PostMapping("/traffic")
  Map<String, Object> steps(@RequestParam int steps) throws IOException, InterruptedException {
    for (int i = 0; i < steps; i++) {
      traffic.step();
    }
    return state();
  }
}
