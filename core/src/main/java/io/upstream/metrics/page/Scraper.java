package io.upstream.metrics.page;

import org.jspecify.annotations.Nullable;

/**
 * The identity of a program that scrapes the page at intervals, which tells one Prometheus from
 * another.
 *
 * <p>A Prometheus sends {@code X-Prometheus-Scrape-Timeout-Seconds}; readers without that header
 * are not scrapers.
 *
 * @param address the address that the request came from
 * @param port the port that it came from, which tells two scrapers behind one address apart
 * @param userAgent its {@code User-Agent}
 * @param timeout its {@code X-Prometheus-Scrape-Timeout-Seconds}
 */
public record Scraper(
    @Nullable String address, int port, @Nullable String userAgent, @Nullable String timeout) {}
