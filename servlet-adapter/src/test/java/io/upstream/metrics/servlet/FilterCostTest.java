package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.upstream.metrics.UpstreamRecorder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Measures the memory of a request: the state, the two wrappers, and the streams that are used. */
class FilterCostTest {

  private static final int REQUESTS = 20_000;

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private static final String EXCHANGE = "io.upstream.metrics.servlet.exchange";

  private final MetricsFilter filter = new MetricsFilter(recorder, request -> "/claims/{id}");
  private Object attribute;

  @Test
  void a_request_allocates_no_more_than_250_bytes() throws Exception {
    HttpServletRequest request = fake(HttpServletRequest.class, this::answer);
    HttpServletResponse response = fake(HttpServletResponse.class, this::answer);
    byte[] body = new byte[100];
    FilterChain chain = (in, out) -> out.getOutputStream().write(body, 0, body.length);
    // The same calls without the filter, because proxies and their arguments allocate, too.
    FilterChain bare =
        (in, out) -> {
          asTheFilterAsks(request, response);
          chain.doFilter(request, response);
        };
    for (int i = 0; i < 3; i++) {
      allocated(() -> filter.doFilter(request, response, chain));
      allocated(() -> bare.doFilter(request, response));
    }

    double each =
        allocated(() -> filter.doFilter(request, response, chain))
            - allocated(() -> bare.doFilter(request, response));

    System.out.printf("The filter allocates %.0f B per request%n", each);
    assertThat(each).isLessThan(250);
  }

  private void asTheFilterAsks(HttpServletRequest request, HttpServletResponse response) {
    Object unused = request.getAttribute(EXCHANGE);
    unused = request.getMethod();
    unused = request.getScheme();
    unused = request.getContentLengthLong();
    request.setAttribute(EXCHANGE, request);
    unused = request.getDispatcherType();
    unused = request.isAsyncStarted();
    unused = response.getStatus();
    attribute = null;
  }

  private interface Work {
    void run() throws Exception;
  }

  private double allocated(Work work) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < REQUESTS; i++) {
      work.run();
      attribute = null;
    }
    return (threads.getThreadAllocatedBytes(thread) - before) / (double) REQUESTS;
  }

  private static final ServletOutputStream SINK =
      new ServletOutputStream() {
        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
      };

  private Object answer(String method, Object[] arguments) {
    return switch (method) {
      case "getAttribute" -> attribute;
      case "setAttribute" -> {
        attribute = arguments[1];
        yield null;
      }
      case "getMethod" -> "GET";
      case "getScheme" -> "http";
      case "getContentLengthLong" -> -1L;
      case "getDispatcherType" -> jakarta.servlet.DispatcherType.REQUEST;
      case "isAsyncStarted", "isCommitted" -> false;
      case "getStatus" -> 200;
      case "getOutputStream" -> SINK;
      default -> throw new AssertionError("Nobody should call " + method);
    };
  }

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    InvocationHandler handler =
        (proxy, method, arguments) -> answer.to(method.getName(), arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
