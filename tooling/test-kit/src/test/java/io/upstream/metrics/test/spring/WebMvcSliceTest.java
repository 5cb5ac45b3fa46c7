package io.upstream.metrics.test.spring;

import static io.upstream.metrics.test.MetricsAssertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.test.UpstreamMetricsTest;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest
@UpstreamMetricsTest
class WebMvcSliceTest {

  @Autowired MockMvc mvc;

  @RepeatedTest(2)
  void a_controller_gets_the_recorder_of_the_test(UpstreamRecorder recorder) throws Exception {
    mvc.perform(get("/orders")).andExpect(status().isOk());
    ApiFamilies.KeyLabels orders = new ApiFamilies.KeyLabels(new CacheKeyPrefix("orders"));
    assertThat(recorder).counter(ApiFamilies.CACHE_HITS, orders).increasedBy(1);
    assertThat(recorder).counter(ApiFamilies.CACHE_MISSES, orders).increasedBy(1);
    assertThat(recorder).nothingElseRecorded();
  }
}
