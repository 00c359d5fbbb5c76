package dev.heliograph.store;

import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresStoreTest extends StoreContract {

  private static TemporaryPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = TemporaryPostgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (postgres != null) {
      postgres.close();
    }
  }

  @Override
  DataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(postgres.url());
    source.setUser("heliograph");
    return source;
  }
}
