package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SampleApplicationTest {

  @Test
  void its_page_shows_families_that_move() throws Exception {
    try (ConfigurableApplicationContext context =
        SpringApplication.run(
            SampleApplication.class, "--server.port=0", "--sample.traffic.period=1h")) {
      Traffic traffic = context.getBean(Traffic.class);
      traffic.move();
      double before = completedJobs(page(context));
      traffic.move();
      traffic.move();

      assertThat(completedJobs(page(context))).isEqualTo(before + 2);
    }
  }

  private static double completedJobs(String page) {
    return page.lines()
        .filter(line -> line.startsWith("upstream_background_job_completed_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static String page(ConfigurableApplicationContext context) throws Exception {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
