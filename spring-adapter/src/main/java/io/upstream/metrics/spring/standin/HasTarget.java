package io.upstream.metrics.spring.standin;

/** What every stand-in is besides its target's class. */
public interface HasTarget {

  /** The bean behind the stand-in. */
  Object upstreamTarget();
}
