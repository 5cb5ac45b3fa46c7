package io.upstream.metrics.monitoring;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.ModelFamilies;
import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.tools.FamilyGroup;
import io.upstream.metrics.tools.MetricsCatalogue;
import java.util.List;

/** The families of the platform and of the library itself. */
public final class PlatformCatalogue implements MetricsCatalogue {

  @Override
  public String name() {
    return "upstream";
  }

  @Override
  public List<FamilyGroup> groups() {
    return List.of(
        new FamilyGroup("HTTP", HttpFamilies.ALL),
        new FamilyGroup("Databases", DbFamilies.ALL),
        new FamilyGroup("Models", ModelFamilies.ALL),
        new FamilyGroup("Caches", CacheFamilies.ALL),
        new FamilyGroup("Alerts", AlertFamilies.ALL),
        new FamilyGroup("Drift and signals", DriftFamilies.ALL),
        new FamilyGroup("Data quality and ingestion", QualityFamilies.ALL),
        new FamilyGroup("Background jobs", JobFamilies.ALL),
        new FamilyGroup("Reports", ReportFamilies.ALL),
        new FamilyGroup("API and business caches", ApiFamilies.ALL),
        new FamilyGroup("Process", ProcessFamilies.ALL),
        new FamilyGroup("The library itself", SelfFamilies.ALL));
  }
}
