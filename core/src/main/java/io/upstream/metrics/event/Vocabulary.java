package io.upstream.metrics.event;

import io.upstream.metrics.catalog.Family;
import java.util.List;

/**
 * The names under which events of HTTP, databases, models and caches appear.
 *
 * <p>Adapters are written once, against {@link Events}; a vocabulary decides how each event fills
 * families. {@link #UPSTREAM} has the platform's names, and an application may have its own.
 *
 * <p>Several can be used together. Each receives every event, so a family that two of them fill
 * counts it twice; only one should fill it.
 */
public interface Vocabulary {

  /** The names that the platform's dashboards, rules and documents use. */
  Vocabulary UPSTREAM = new UpstreamVocabulary();

  /** Returns the families that it fills; they are on the page before their first use. */
  List<Family<?>> families();

  /** Returns the events that fill the families of a recorder. */
  Events over(Families families);
}
