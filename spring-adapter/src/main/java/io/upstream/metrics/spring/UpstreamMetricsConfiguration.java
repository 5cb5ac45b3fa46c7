package io.upstream.metrics.spring;

import org.springframework.context.annotation.Configuration;

/** What {@link EnableUpstreamMetrics} imports. */
@Configuration(proxyBeanMethods = false)
class UpstreamMetricsConfiguration {}
