package io.upstream.metrics.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The lines that the library's loggers wrote during a test. */
public final class Logged implements BeforeEachCallback, AfterEachCallback {

  private final Logger logger = Logger.getLogger("io.upstream.metrics");
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          messages.add(new SimpleFormatter().formatMessage(logged));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Override
  public void beforeEach(ExtensionContext test) {
    messages.clear();
    logger.addHandler(handler);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    logger.removeHandler(handler);
  }

  public List<String> messages() {
    return messages;
  }
}
