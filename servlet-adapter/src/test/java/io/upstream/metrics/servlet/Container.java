package io.upstream.metrics.servlet;

import jakarta.servlet.ServletContext;
import java.net.URI;

/** A servlet container on a free port of loopback, with one application in it. */
public interface Container extends AutoCloseable {

  /** Sets up the application while its context starts. */
  @FunctionalInterface
  interface Setup {
    void accept(ServletContext context) throws Exception;
  }

  /** Starts containers of one make. */
  interface Maker {
    String name();

    Container start(Setup setup) throws Exception;
  }

  int port();

  default URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  void close();
}
