package io.upstream.metrics.test.spring;

import static io.upstream.metrics.test.MetricsAssertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.test.UpstreamMetricsTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.json.JsonTest;

@JsonTest
@UpstreamMetricsTest
class JsonSliceTest {

  @Autowired UpstreamRecorder bean;

  @Test
  void a_slice_without_controllers_has_the_recorder(UpstreamRecorder recorder) {
    assertThat(recorder).isSameAs(bean);
    bean.trackCacheHit(new CacheKeyPrefix("orders"));
    assertThat(recorder).counter(ApiFamilies.CACHE_HITS).increasedBy(1);
  }
}
