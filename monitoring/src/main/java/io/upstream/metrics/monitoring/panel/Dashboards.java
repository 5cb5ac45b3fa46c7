package io.upstream.metrics.monitoring.panel;

import io.upstream.metrics.tools.Dashboard;
import java.util.List;

/** All dashboards. */
public final class Dashboards {

  public static final List<Dashboard> ALL =
      List.of(
          HttpPanels.OVERVIEW,
          HttpPanels.API,
          DbPanels.DATABASE,
          BusinessPanels.BUSINESS,
          JobPanels.JOBS,
          SystemPanels.SYSTEM,
          StorePanels.STORES,
          FikoPanels.FIKO,
          ModulePanels.MODULE,
          GuardPanels.GUARD);

  private Dashboards() {}
}
