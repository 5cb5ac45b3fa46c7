package io.upstream.metrics.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application on a free port of loopback. */
final class Running implements AutoCloseable {

  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ConfigurableApplicationContext context;

  private Running(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Running start(Class<?> application, String... properties) {
    return start(new Class<?>[] {application}, properties);
  }

  static Running start(Class<?>[] sources, String... properties) {
    List<String> arguments = new ArrayList<>();
    for (String property : properties) {
      arguments.add("--" + property);
    }
    for (String standard :
        List.of(
            "server.port=0",
            "server.address=127.0.0.1",
            "spring.main.banner-mode=off",
            "logging.level.root=warn",
            "spring.jpa.open-in-view=false",
            "spring.jpa.hibernate.ddl-auto=create-drop",
            "spring.datasource.generate-unique-name=true")) {
      String name = standard.substring(0, standard.indexOf('='));
      if (arguments.stream().noneMatch(argument -> argument.startsWith("--" + name + "="))) {
        arguments.add("--" + standard);
      }
    }
    return new Running(new SpringApplicationBuilder(sources).run(arguments.toArray(String[]::new)));
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  int port() {
    return port("local.server.port");
  }

  int managementPort() {
    return port("local.management.port");
  }

  private int port(String property) {
    return context.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(uri(path), "GET", headers);
  }

  HttpResponse<String> onManagementPort(String path, String... headers) throws Exception {
    return send(URI.create("http://127.0.0.1:" + managementPort() + path), "GET", headers);
  }

  HttpResponse<String> send(String method, String path) throws Exception {
    return send(uri(path), method);
  }

  private static HttpResponse<String> send(URI uri, String method, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  /** Our page. */
  Samples page() throws Exception {
    return page("/metrics");
  }

  Samples page(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return new Samples(response.body());
  }

  @Override
  public void close() {
    context.close();
  }
}
