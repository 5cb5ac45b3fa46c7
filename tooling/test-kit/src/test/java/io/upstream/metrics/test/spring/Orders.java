package io.upstream.metrics.test.spring;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CacheKeyPrefix;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that records through an injected recorder and through the static verbs. */
@SpringBootApplication
class Orders {

  @RestController
  static class Controller {

    private final UpstreamRecorder recorder;

    Controller(UpstreamRecorder recorder) {
      this.recorder = recorder;
    }

    @GetMapping("/orders")
    String orders() {
      recorder.trackCacheHit(new CacheKeyPrefix("orders"));
      UpstreamMetrics.trackCacheMiss(new CacheKeyPrefix("orders"));
      return "none";
    }
  }
}
