package io.upstream.metrics.testing;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Passes on what a logger and those below it log, until it is closed. */
public final class LogListener extends Handler implements AutoCloseable {

  private final Logger logger;
  private final Consumer<LogRecord> consumer;

  private LogListener(Logger logger, Consumer<LogRecord> consumer) {
    this.logger = logger;
    this.consumer = consumer;
  }

  /** Begins to listen to a logger. */
  public static LogListener on(String logger, Consumer<LogRecord> consumer) {
    LogListener listener = new LogListener(Logger.getLogger(logger), consumer);
    listener.logger.addHandler(listener);
    return listener;
  }

  @Override
  public void publish(LogRecord record) {
    consumer.accept(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
