package com.example;

import com.sun.net.httpserver.HttpServer;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.commands.Commands;
import io.upstream.metrics.push.MetricsPush;
import io.upstream.metrics.vocabularies.otel.OtelVocabulary;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Spring Boot with every artifact: a database, two vocabularies, a push and the commands. */
@SpringBootApplication
public class UsesAllOfIt {

  @Bean
  Vocabulary upstream() {
    return Vocabulary.UPSTREAM;
  }

  @Bean
  Vocabulary otel() {
    return new OtelVocabulary();
  }

  public static void main(String[] args) throws Exception {
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    gateway.start();
    try (ConfigurableApplicationContext application =
        SpringApplication.run(
            UsesAllOfIt.class,
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off")) {
      DataSource dataSource = application.getBean(DataSource.class);
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("create table claim (id int)");
      }
      UpstreamRecorder recorder = application.getBean(UpstreamRecorder.class);
      String address = "127.0.0.1:" + gateway.getAddress().getPort();
      try (MetricsPush push = MetricsPush.toPushgateway(recorder, address).job("claims").build()) {
        System.out.println("pushed: " + push.push());
      }
      Commands.in(recorder::writePage, dataSource).run("export-metrics", "--print");
    } finally {
      gateway.stop(0);
    }
  }
}
