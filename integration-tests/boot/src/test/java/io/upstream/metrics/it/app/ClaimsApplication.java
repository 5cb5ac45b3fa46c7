package io.upstream.metrics.it.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.scheduling.annotation.EnableScheduling;

/** An application as on the platform: controllers, JPA, a cache, a scheduled job. */
@SpringBootApplication
@EnableCaching
@EnableScheduling
public class ClaimsApplication {}
