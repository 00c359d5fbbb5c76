package dev.heliograph.store;

import dev.heliograph.agent.RunStore;
import dev.heliograph.study.StudyStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.InjectableInstance;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The stores of a running service. */
final class StoreBeans {

  private static final Logger LOG = Logger.getLogger(StoreBeans.class);

  @Produces
  @Singleton
  Home home(@ConfigProperty(name = "heliograph.home") Optional<String> configured) {
    return Home.of(configured.orElse(""));
  }

  @Produces
  @Singleton
  Database database(@Any InjectableInstance<AgroalDataSource> sources) {
    return new Database(sources.getActive());
  }

  @Produces
  @Singleton
  FileBlobs blobs(Home home, Database database) throws IOException {
    FileBlobs blobs = new FileBlobs(home.blobs(), BlobReferences.in(database));
    int deleted = blobs.sweep();
    if (deleted > 0) {
      LOG.infof("deleted %d files that nothing refers to", deleted);
    }
    return blobs;
  }

  @Produces
  @Singleton
  StudyStore studies(Database database, FileBlobs blobs) {
    return new SqlStudies(database, blobs);
  }

  @Produces
  @Singleton
  RunStore runs(Database database) {
    return new SqlRuns(database);
  }
}
