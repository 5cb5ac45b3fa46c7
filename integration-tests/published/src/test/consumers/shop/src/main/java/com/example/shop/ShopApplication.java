package com.example.shop;

import com.example.shop.OrderFamilies.OrderLabels;
import com.example.shop.OrderFamilies.Outcome;
import io.upstream.metrics.UpstreamRecorder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders. */
@SpringBootApplication
public class ShopApplication {

  /** Starts the application. */
  public static void main(String[] arguments) {
    SpringApplication.run(ShopApplication.class, arguments);
  }

  /** The only page. */
  @RestController
  public static class Checkout {

    private final UpstreamRecorder recorder;

    /** Records with the application's recorder. */
    public Checkout(UpstreamRecorder recorder) {
      this.recorder = recorder;
    }

    /** Takes an order. */
    @GetMapping("/checkout")
    public String checkout() {
      recorder.counter(OrderFamilies.ORDERS).inc(new OrderLabels(Outcome.PAID));
      return "paid";
    }
  }
}
