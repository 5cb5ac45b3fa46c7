package com.example;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot with one controller; asks it once, then prints the page that it serves. */
@SpringBootApplication
@RestController
public class ClaimsApplication {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final UpstreamRecorder recorder;

  ClaimsApplication(UpstreamRecorder recorder) {
    this.recorder = recorder;
  }

  @GetMapping("/claims")
  String claims() {
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.CRITICAL, new CustomerId("acme"));
    return "no claims";
  }

  public static void main(String[] args) throws Exception {
    try (ConfigurableApplicationContext application =
        SpringApplication.run(
            ClaimsApplication.class,
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off")) {
      String address =
          "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
      get(address + "/claims");
      // A request is counted when it has ended, which may be after its answer is here.
      String page = get(address + "/metrics");
      for (int i = 0; i < 1_000 && !page.contains("ClaimsApplication#claims"); i++) {
        page = get(address + "/metrics");
      }
      System.out.println(page);
    }
  }

  private static String get(String url) throws Exception {
    return CLIENT
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
