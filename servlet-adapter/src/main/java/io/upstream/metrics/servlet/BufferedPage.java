package io.upstream.metrics.servlet;

import io.upstream.metrics.servlet.exchange.RequestCounter;
import io.upstream.metrics.servlet.scrape.PageMemory;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A page that is made in memory and then sent as fast as its client reads, so that a slow client
 * holds memory, and neither a thread of the container nor a place among the pages that are made.
 *
 * <p>The memory is limited for all pages of a servlet together. A page that does not fit is sent
 * while it is made, by the thread that makes it.
 */
final class BufferedPage extends OutputStream implements WriteListener, AsyncListener {

  private static final int CHUNK = 32 * 1024;

  /** The time within which a client must read a page. */
  private static final long TIME_LIMIT_MILLIS = 60_000;

  private final HttpServletResponse response;
  private final PageMemory memory;
  private final List<byte[]> chunks = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private int inLast = CHUNK;
  private int sent;
  private @Nullable OutputStream direct;
  private @Nullable ServletOutputStream out;
  private @Nullable AsyncContext async;

  BufferedPage(HttpServletResponse response, PageMemory memory) {
    this.response = response;
    this.memory = memory;
  }

  /**
   * Returns whether the container can send a page by itself. A wrapper around the response may have
   * to complete it when the servlet returns.
   */
  static boolean isPossible(HttpServletRequest request, HttpServletResponse response) {
    return request.isAsyncSupported()
        && request.getDispatcherType() == DispatcherType.REQUEST
        && !request.isAsyncStarted()
        && !(RequestCounter.uncounted(response) instanceof ServletResponseWrapper);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0 && direct == null) {
      if (inLast == CHUNK && !addChunk()) {
        sendDirectly();
        break;
      }
      int some = Math.min(left, CHUNK - inLast);
      System.arraycopy(bytes, from, chunks.get(chunks.size() - 1), inLast, some);
      inLast += some;
      from += some;
      left -= some;
    }
    if (left > 0 && direct != null) {
      direct.write(bytes, from, left);
    }
  }

  private boolean addChunk() {
    if (!memory.reserve(CHUNK)) {
      return false;
    }
    chunks.add(new byte[CHUNK]);
    inLast = 0;
    return true;
  }

  private void sendDirectly() throws IOException {
    OutputStream body = response.getOutputStream();
    direct = body;
    for (byte[] chunk : chunks) { // all of them full
      body.write(chunk);
    }
    release();
  }

  private int length() {
    return chunks.isEmpty() ? 0 : (chunks.size() - 1) * CHUNK + inLast;
  }

  private int lengthOf(int chunk) {
    return chunk == chunks.size() - 1 ? inLast : CHUNK;
  }

  /** Sends what is in memory, or lets the container send it when the client can take it. */
  void send(HttpServletRequest request) throws IOException {
    if (direct != null) {
      return;
    }
    response.setContentLength(length());
    if (length() <= response.getBufferSize()) {
      sendNow();
      return;
    }
    AsyncContext started = request.startAsync();
    async = started;
    started.setTimeout(TIME_LIMIT_MILLIS);
    started.addListener(this);
    try {
      ServletOutputStream body = response.getOutputStream();
      out = body;
      body.setWriteListener(this);
    } catch (IOException | RuntimeException e) {
      end();
      throw e;
    }
  }

  private void sendNow() throws IOException {
    try {
      OutputStream body = response.getOutputStream();
      for (int i = 0; i < chunks.size(); i++) {
        body.write(chunks.get(i), 0, lengthOf(i));
      }
    } finally {
      release();
    }
  }

  /** Gives the memory back; once, however often it is called. */
  void release() {
    if (!over.getAndSet(true)) {
      memory.release((long) chunks.size() * CHUNK);
    }
  }

  @Override
  public void onWritePossible() throws IOException {
    ServletOutputStream body = out;
    while (!over.get() && body != null && body.isReady()) {
      if (sent == chunks.size()) {
        end();
        return;
      }
      body.write(chunks.get(sent), 0, lengthOf(sent));
      sent++;
    }
  }

  private void end() {
    AsyncContext started = async;
    if (!over.get() && started != null) {
      release();
      started.complete();
    }
  }

  @Override
  public void onError(Throwable clientWentAway) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    release();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    release();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // The page's asynchronous request is never restarted.
  }
}
