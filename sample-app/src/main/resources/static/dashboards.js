// The main panels of the platform's five dashboards. The dashboards themselves ask Prometheus; these
// show the same of the last 15 seconds, from the sums that ChartData.java names.

const REQUESTS = "django_http_requests_total_by_method_total";
const RESPONSES = "django_http_responses_total_by_status_total";
const BY_VIEW = "django_http_requests_total_by_view_transport_method_total";
const LATENCY = "django_http_requests_latency_seconds_by_view_method";
const QUERIES = "django_db_execute_total";
const QUERY_TIME = "django_db_query_duration_seconds";
const CONNECTIONS = "django_db_connections_active";
const INSERTS = "django_model_inserts_total";
const UPDATES = "django_model_updates_total";
const DELETES = "django_model_deletes_total";
const CREATED = "upstream_alert_created_total";
const DELIVERED = "upstream_alert_delivered_total";
const FAILED = "upstream_alert_failed_total";
const SUPPRESSED = "upstream_alert_suppressed_total";
const DRIFT = "upstream_drift_event_detected_total";
const SCORE = "upstream_data_quality_score";
const INGESTED = "upstream_claim_records_ingested_total";
const DENIALS = "upstream_denial_signal_total";
const REPORTS = "upstream_report_generated_total";
const JOBS = "upstream_background_job_started_total";
const JOBS_DONE = "upstream_background_job_completed_total";
const JOBS_FAILED = "upstream_background_job_failed_total";
const QUEUE = "upstream_background_queue_length";
const CPU = "process_cpu_seconds_total";
const HEAP = "jvm_memory_used_bytes";
const THREADS = "jvm_threads_current";
const FILES = "process_open_fds";

const sum = (groups) => [...groups.values()].reduce((a, b) => a + b, 0);
const descending = (groups) => new Map([...groups].sort((a, b) => b[1] - a[1]));
const only = (name, value) => new Map([[name, value]]);
const percent = (part, all) => (all > 0 ? (100 * part) / all : NaN);
const quantiles = (s, name) =>
  new Map([[0.5, "p50"], [0.95, "p95"], [0.99, "p99"]].map(([q, title]) =>
    [title, 1000 * s.quantile(q, name)]));

// One customer sends a signal type for each of its tickets.
const signalKind = ({ signal_type: kind }) => (kind.startsWith("ticket-") ? "ticket-…" : kind);

export const DASHBOARDS = [
  {
    title: "API overview",
    panels: [
      { title: "Requests", unit: "per second", of: (s) => s.rate(REQUESTS, ["method"], { where: { method: /^(GET|POST|PUT|_OTHER)$/ } }) },
      { title: "Errors", unit: "per second", of: (s) => s.rate(RESPONSES, ["status"], { where: { status: /^[45]/ } }) },
      { title: "Latency", unit: "ms", of: (s) => quantiles(s, LATENCY) },
      { title: "Requests by view", unit: "per second", of: (s) => descending(s.rate(BY_VIEW, ["view"])) },
    ],
  },
  {
    title: "Database",
    panels: [
      { title: "Statements", unit: "per second", of: (s) => s.rate(QUERIES, ["alias"]) },
      { title: "Query time", unit: "ms", of: (s) => quantiles(s, QUERY_TIME) },
      {
        title: "Rows written", unit: "per second",
        of: (s) => new Map([["inserts", INSERTS], ["updates", UPDATES], ["deletes", DELETES]]
          .map(([title, name]) => [title, sum(s.rate(name))])),
      },
      { title: "Database connections", unit: "in use", whole: true, of: (s) => s.now(CONNECTIONS, ["alias"]) },
    ],
  },
  {
    title: "Business",
    panels: [
      { title: "Claims ingested", unit: "per second", of: (s) => s.rate(INGESTED, ["status"]) },
      { title: "Lowest data quality score", unit: "%", of: (s) => new Map([...s.now(SCORE, ["metric_type"])].map(([n, v]) => [n, 100 * v])) },
      { title: "Drift events", unit: "per second", of: (s) => s.rate(DRIFT, ["drift_type"]) },
      { title: "Alerts created", unit: "per second", of: (s) => s.rate(CREATED, ["product"]) },
      { title: "Alerts suppressed", unit: "per second", of: (s) => s.rate(SUPPRESSED, ["reason"]) },
      {
        title: "Delivered alerts", unit: "%",
        of: (s) => {
          const good = sum(s.rate(DELIVERED));
          return only("delivered", percent(good, good + sum(s.rate(FAILED))));
        },
      },
      { title: "Denial signals", unit: "per second", of: (s) => s.rate(DENIALS, signalKind) },
      { title: "Reports generated", unit: "per second", of: (s) => s.rate(REPORTS, ["report_type"]) },
    ],
  },
  {
    title: "Background jobs",
    panels: [
      { title: "Jobs started", unit: "per second", of: (s) => s.rate(JOBS, ["job_type"]) },
      {
        title: "Completed jobs", unit: "%",
        of: (s) => {
          const good = sum(s.rate(JOBS_DONE));
          return only("completed", percent(good, good + sum(s.rate(JOBS_FAILED))));
        },
      },
      { title: "Failed jobs", unit: "per second", of: (s) => descending(s.rate(JOBS_FAILED, ["job_type", "error_type"])) },
      { title: "Jobs waiting", unit: "jobs", whole: true, of: (s) => s.now(QUEUE, ["queue_name"]) },
    ],
  },
  {
    title: "System resources",
    panels: [
      { title: "CPU", unit: "cores", of: (s) => only("used", sum(s.rate(CPU))) },
      { title: "Memory", unit: "MB", of: (s) => new Map([...s.now(HEAP, ["area"])].map(([n, v]) => [n, v / 1e6])) },
      { title: "Threads", unit: "threads", whole: true, of: (s) => only("live", sum(s.now(THREADS))) },
      { title: "Open files", unit: "files", whole: true, of: (s) => only("open", sum(s.now(FILES))) },
    ],
  },
];
