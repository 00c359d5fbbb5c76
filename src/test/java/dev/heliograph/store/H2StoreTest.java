package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2StoreTest extends StoreContract {

  private JdbcConnectionPool pool;

  @Override
  DataSource source() {
    return pool;
  }

  @BeforeEach
  @Override
  void open() throws java.io.IOException {
    String url =
        DatabaseChoice.properties(folder.toString(), "", "", "")
            .get("quarkus.datasource.h2.jdbc.url");
    pool = JdbcConnectionPool.create(url, "heliograph", "");
    super.open();
  }

  @AfterEach
  void close() {
    pool.dispose();
  }

  @Test
  void theUrlDecidesWhichDatabaseIsActive() {
    assertThat(DatabaseChoice.properties("/x", "jdbc:postgresql://h/d", "u", "p"))
        .containsEntry("quarkus.datasource.postgresql.active", "true")
        .containsEntry("quarkus.datasource.h2.active", "false")
        .containsEntry("quarkus.datasource.postgresql.username", "u")
        .doesNotContainKey("quarkus.datasource.h2.jdbc.url");
  }
}
