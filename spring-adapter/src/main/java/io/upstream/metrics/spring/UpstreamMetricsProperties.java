package io.upstream.metrics.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application sets under {@code upstream.metrics}.
 *
 * @param path where the page is mounted
 */
@ConfigurationProperties("upstream.metrics")
public record UpstreamMetricsProperties(@DefaultValue("/metrics") String path) {}
