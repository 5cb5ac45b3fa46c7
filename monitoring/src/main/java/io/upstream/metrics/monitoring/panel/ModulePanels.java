package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies.MethodViewStatusLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.CustomLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.CustomTypeLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.LoginLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.TaskLabels;
import io.upstream.metrics.vocabularies.module.ModuleFamilies.TaskStatusLabels;
import java.util.List;

/** The panels of services that use the module template, in its vocabulary. */
final class ModulePanels {

  static final Dashboard MODULE =
      new Dashboard(
          "module-overview",
          "module-overview",
          "Module Overview",
          "Services of the module template: requests, tasks, users, their own metrics, processes.",
          "upstream",
          Services.MODULE.selector(),
          List.of(
              Row.of(
                  "Requests and tasks",
                  Panel.of("M01", "Requests", "Requests answered each second, by status.", "reqps")
                      .line(
                          Series.of(ModuleEventFamilies.REQUESTS)
                              .rate(M5)
                              .sum()
                              .by(MethodViewStatusLabels::status),
                          "{{status}}"),
                  Panel.of(
                          "M02",
                          "Response time (p95)",
                          "95 % of all requests are answered within this time.",
                          "s")
                      .line(Quantile.of(0.95, ModuleEventFamilies.REQUEST_DURATION, M5), "p95"),
                  Panel.of("M03", "Tasks", "Tasks that ended each second, by result.", "ops")
                      .line(
                          Series.of(ModuleFamilies.TASKS)
                              .rate(M5)
                              .sum()
                              .by(TaskStatusLabels::status),
                          "{{status}}"),
                  Panel.of(
                          "M04",
                          "Task duration (p95)",
                          "95 % of a task's runs took no longer, over the last hour; the ten"
                              + " slowest.",
                          "s")
                      .line(
                          HttpPanels.top(
                              Quantile.of(0.95, ModuleFamilies.TASK_DURATION, H1)
                                  .by(TaskLabels::task)),
                          "{{task}}")),
              Row.of(
                  "Users and custom metrics",
                  Panel.of("M05", "Registrations", "Users who registered each second.", "ops")
                      .line(
                          Series.of(ModuleFamilies.REGISTRATIONS).rate(H1).sum(), "registrations"),
                  Panel.of("M06", "Logins", "Logins each second, by method.", "ops")
                      .line(
                          Series.of(ModuleFamilies.LOGINS).rate(H1).sum().by(LoginLabels::method),
                          "{{method}}"),
                  Panel.of("M07", "Active users", "Users who are active now.", "short")
                      .line(Series.of(ModuleFamilies.ACTIVE_USERS).max(), "active"),
                  Panel.of(
                          "M08",
                          "Custom metrics",
                          "What the service counts each second under names of its own, and what it"
                              + " set last; the ten largest of each.",
                          "short")
                      .line(
                          HttpPanels.top(
                              Series.of(ModuleFamilies.CUSTOM)
                                  .rate(M5)
                                  .sum()
                                  .by(CustomLabels::type, CustomLabels::action)),
                          "{{type}} {{action}}")
                      .line(
                          HttpPanels.top(
                              Series.of(ModuleFamilies.CUSTOM_CURRENT)
                                  .max()
                                  .by(CustomTypeLabels::type)),
                          "{{type}}")),
              Row.of(
                  "Process",
                  Panel.of("M09", "Memory", "Memory of each process.", "bytes")
                      .line(Series.of(ModuleFamilies.MEMORY).sum().byInstance(), "{{instance}}"),
                  Panel.of("M10", "CPU", "CPU time in per cent of one core.", "percent")
                      .line(Series.of(ModuleFamilies.CPU).sum().byInstance(), "{{instance}}"),
                  Panel.of("M11", "Threads", "Threads alive.", "short")
                      .line(Series.of(ModuleFamilies.THREADS).sum().byInstance(), "{{instance}}"),
                  Panel.of("M12", "Open files", "Files open.", "short")
                      .line(
                          Series.of(ModuleFamilies.OPEN_FILES).sum().byInstance(),
                          "{{instance}}"))));

  private ModulePanels() {}
}
