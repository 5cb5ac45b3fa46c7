package io.upstream.metrics.spring.cache;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application sets about the numbers of its caches.
 *
 * @param enabled whether caches are counted
 * @param exclude names of caches that are left alone
 */
@ConfigurationProperties("upstream.metrics.cache")
public record CacheMetricsProperties(
    @DefaultValue("true") boolean enabled, @DefaultValue Set<String> exclude) {}
