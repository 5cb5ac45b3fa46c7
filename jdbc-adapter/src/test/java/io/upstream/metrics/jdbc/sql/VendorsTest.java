package io.upstream.metrics.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorsTest {

  @ParameterizedTest
  @CsvSource({
    "PostgreSQL, postgresql",
    "H2, h2",
    "SQLite, sqlite",
    "MySQL, mysql",
    "MariaDB, mariadb",
    "Oracle, oracle",
    "Microsoft SQL Server, sqlserver",
    "HSQL Database Engine, hsqldb",
    "DB2/LINUXX8664, db2",
    "Apache Derby, derby",
    "Adaptive Server Enterprise," + " adaptive_server_enterprise"
  })
  void a_product_has_the_name_of_the_label(String product, String vendor) {
    assertThat(Vendors.of(product)).isEqualTo(vendor);
  }

  @Test
  void no_product_is_unknown() {
    assertThat(Vendors.of(null)).isEqualTo(Vendors.UNKNOWN);
    assertThat(Vendors.of(" ")).isEqualTo(Vendors.UNKNOWN);
  }
}
