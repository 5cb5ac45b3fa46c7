package com.example.shop;

import static io.upstream.metrics.test.MetricsAssertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.test.UpstreamMetricsTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

@SpringBootTest
@AutoConfigureMockMvc
@UpstreamMetricsTest
class ShopApplicationTest {

  @Autowired MockMvc mvc;

  @Test
  void a_request_is_counted_and_on_the_page(UpstreamRecorder recorder) throws Exception {
    mvc.perform(get("/checkout")).andExpect(status().isOk());
    assertThat(recorder).counter(HttpFamilies.RESPONSES_BY_STATUS).increasedBy(1);
    mvc.perform(get("/metrics"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("shop_orders_total{outcome=\"paid\"} 1.0")));
  }
}
