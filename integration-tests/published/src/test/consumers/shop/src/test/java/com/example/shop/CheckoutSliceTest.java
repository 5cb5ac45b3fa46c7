package com.example.shop;

import static io.upstream.metrics.test.MetricsAssertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.example.shop.OrderFamilies.OrderLabels;
import com.example.shop.OrderFamilies.Outcome;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.test.UpstreamMetricsTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest
@UpstreamMetricsTest
class CheckoutSliceTest {

  @Autowired MockMvc mvc;

  @Test
  void a_paid_order_is_counted(UpstreamRecorder recorder) throws Exception {
    mvc.perform(get("/checkout")).andExpect(status().isOk());
    assertThat(recorder)
        .counter(OrderFamilies.ORDERS, new OrderLabels(Outcome.PAID))
        .increasedBy(1);
    assertThat(recorder).nothingElseRecorded();
  }
}
