package io.upstream.metrics.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads the first bytes of a response and cancels the rest. */
final class ResponseExcerpt implements BodySubscriber<String> {

  private static final int MOST = 200;

  private final CompletableFuture<String> words = new CompletableFuture<>();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private @Nullable Subscription subscription;

  /** Returns the text in one line, so that it cannot forge a line of the log. */
  static String oneLine(String text) {
    return text.replaceAll("[\\s\\p{C}\\p{Zl}\\p{Zp}]+", " ").strip();
  }

  @Override
  public CompletionStage<String> getBody() {
    return words;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), MOST - heard.size())];
      buffer.get(bytes);
      heard.writeBytes(bytes);
    }
    if (subscription != null) {
      if (heard.size() < MOST) {
        subscription.request(1);
      } else {
        subscription.cancel();
        onComplete();
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    words.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    words.complete(oneLine(heard.toString(UTF_8)));
  }
}
