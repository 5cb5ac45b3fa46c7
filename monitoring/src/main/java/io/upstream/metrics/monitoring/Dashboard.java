package io.upstream.metrics.monitoring;

import java.util.List;

/**
 * A dashboard of Grafana.
 *
 * @param uid its address in Grafana, for good
 * @param file the file's name without its ending
 * @param title what it is called
 * @param description what it is for
 * @param panels what it shows, in rows of two
 */
record Dashboard(String uid, String file, String title, String description, List<Panel> panels) {}
