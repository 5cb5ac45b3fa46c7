package io.upstream.metrics.test.spring;

import static io.upstream.metrics.test.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.test.UpstreamMetricsTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;

@SpringBootTest
@AutoConfigureMockMvc
@UpstreamMetricsTest
class WholeApplicationTest {

  @Autowired MockMvc mvc;
  @Autowired UpstreamRecorder bean;

  @RepeatedTest(2)
  void increases_are_per_test_in_shared_contexts(UpstreamRecorder recorder) throws Exception {
    mvc.perform(get("/orders")).andExpect(status().isOk());
    ApiFamilies.KeyLabels orders = new ApiFamilies.KeyLabels(new CacheKeyPrefix("orders"));
    assertThat(recorder).isSameAs(bean).isSameAs(UpstreamMetrics.recorder());
    assertThat(recorder).counter(ApiFamilies.CACHE_HITS, orders).increasedBy(1);
    assertThat(recorder).counter(HttpFamilies.RESPONSES_BY_STATUS).increasedBy(1);
  }

  @Test
  void MockMvc_reads_the_page() throws Exception {
    mvc.perform(get("/orders"));
    mvc.perform(get("/metrics"))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(containsString("upstream_cache_hit_total{cache_key_prefix=\"orders\"}")));
  }
}
