package io.upstream.metrics.sample;

import io.prometheus.metrics.core.metrics.Counter;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.servlet.MetricsFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fault, planted into the application to see whether a soak finds it. Each kind is to be named in
 * {@code spring.main.sources}.
 */
abstract class InjectedFault implements Filter {

  private final AtomicLong requests = new AtomicLong();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    if (harm(http, (HttpServletResponse) response, requests.incrementAndGet())) {
      chain.doFilter(request, response);
    }
  }

  /**
   * Does it to a request.
   *
   * @param number of the request
   * @return whether the request goes on
   */
  abstract boolean harm(HttpServletRequest request, HttpServletResponse response, long number)
      throws IOException;

  /** Remembers of each request as much as a few headers take. */
  static final class KeepsRequests extends InjectedFault {
    private final Queue<byte[]> kept = new ConcurrentLinkedQueue<>();

    @Override
    boolean harm(HttpServletRequest request, HttpServletResponse response, long number) {
      kept.add(new byte[500]);
      return true;
    }
  }

  /** Starts a thread now and then that waits for nothing. */
  static final class LeavesThreads extends InjectedFault {
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    boolean harm(HttpServletRequest request, HttpServletResponse response, long number) {
      if (number % 200 == 0) {
        Thread thread = new Thread(this::waitForNothing, "left");
        thread.setDaemon(true);
        thread.start();
      }
      return true;
    }

    private void waitForNothing() {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Opens a file now and then and does not close it. */
  static final class LeavesFilesOpen extends InjectedFault {
    private final List<FileInputStream> open = new ArrayList<>();

    @Override
    boolean harm(HttpServletRequest request, HttpServletResponse response, long number)
        throws IOException {
      if (number % 200 == 0) {
        synchronized (open) {
          open.add(new FileInputStream("/proc/self/status"));
        }
      }
      return true;
    }
  }

  /** Drops the count of one request of a thousand. */
  static final class LosesCounts extends InjectedFault {
    @Override
    boolean harm(HttpServletRequest request, HttpServletResponse response, long number) {
      if (number % 1_000 == 0) {
        MetricsFilter.leaveOut(request);
      }
      return true;
    }
  }

  /** Notes a remark now and then that no metric hears of. */
  static final class NotesMore extends InjectedFault {
    private final Ledger ledger;

    NotesMore(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    boolean harm(HttpServletRequest request, HttpServletResponse response, long number) {
      if (number % 1_000 == 0) {
        ledger.note(LedgerEvent.DENIAL_SIGNAL);
      }
      return true;
    }
  }

  /** Adds a label that no guard sees. */
  static final class LabelsByPath extends InjectedFault {
    private final Counter asked;

    LabelsByPath(UpstreamRecorder recorder) {
      asked = Counter.builder().name("asked").labelNames("path").register(recorder.registry());
    }

    @Override
    boolean harm(HttpServletRequest request, HttpServletResponse response, long number) {
      if (number % 20 == 0) {
        asked.labelValues(request.getRequestURI() + number).inc();
      }
      return true;
    }
  }

  /** Answers some scrapes with an error. */
  static final class FailsScrapes extends InjectedFault {
    private final AtomicLong scrapes = new AtomicLong();

    @Override
    boolean harm(HttpServletRequest request, HttpServletResponse response, long number) {
      if (request.getRequestURI().equals("/metrics") && scrapes.incrementAndGet() % 20 == 0) {
        response.setStatus(500);
        return false;
      }
      return true;
    }
  }
}
