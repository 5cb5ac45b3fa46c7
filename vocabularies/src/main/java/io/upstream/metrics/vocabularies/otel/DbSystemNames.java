package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.label.DbVendor;

/** Maps the database adapter's product names to those of OpenTelemetry. */
final class DbSystemNames {

  static final DbSystemName UNKNOWN = new DbSystemName("other_sql");

  private DbSystemNames() {}

  static DbSystemName of(DbVendor vendor) {
    String name = vendor.value();
    if (name == null) {
      return UNKNOWN;
    }
    return new DbSystemName(
        switch (name) {
          case "h2" -> "h2database";
          case "sqlserver" -> "microsoft.sql_server";
          case "oracle" -> "oracle.db";
          case "db2" -> "ibm.db2";
          default -> name; // postgresql, mysql, mariadb, sqlite, hsqldb, derby
        });
  }
}
