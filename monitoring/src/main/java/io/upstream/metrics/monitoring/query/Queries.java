package io.upstream.metrics.monitoring.query;

import io.upstream.metrics.tools.Query;
import java.util.List;
import java.util.stream.Stream;

/** All questions, topic by topic. */
public final class Queries {

  public static final List<Query> ALL =
      Stream.of(
              HttpQueries.ALL,
              DbQueries.ALL,
              AlertQueries.ALL,
              DriftQueries.ALL,
              QualityQueries.ALL,
              JobQueries.ALL,
              CacheQueries.ALL,
              ProcessQueries.ALL,
              SiblingQueries.ALL)
          .flatMap(List::stream)
          .toList();

  private Queries() {}
}
