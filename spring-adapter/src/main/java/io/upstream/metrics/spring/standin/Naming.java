package io.upstream.metrics.spring.standin;

import org.springframework.cglib.core.DefaultNamingPolicy;

/** Names of our own: Spring loads by name what it believes to have generated before. */
final class Naming extends DefaultNamingPolicy {

  static final Naming OURS = new Naming();

  @Override
  protected String getTag() {
    return "ByUpstream";
  }
}
