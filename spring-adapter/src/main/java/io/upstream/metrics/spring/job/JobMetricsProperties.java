package io.upstream.metrics.spring.job;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application sets about the numbers of its background jobs.
 *
 * @param enabled whether jobs are counted
 * @param executors whether a task that is handed to an executor or scheduler is a job of that name
 * @param exclude names of executor and scheduler beans that are left alone
 */
@ConfigurationProperties("upstream.metrics.jobs")
public record JobMetricsProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("true") boolean executors,
    @DefaultValue Set<String> exclude) {}
