package io.upstream.metrics.it.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What a service of the platform has: controllers, JPA, a cache, something that runs by itself. */
@SpringBootApplication
@EnableCaching
@EnableScheduling
public class ClaimsApplication {}
