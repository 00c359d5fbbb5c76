package dev.heliograph.web;

import dev.heliograph.report.DicomExport;
import dev.heliograph.store.FileBlobs;
import dev.heliograph.study.StoredVoxels;
import dev.heliograph.study.StudyImporter;
import dev.heliograph.study.StudyStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What reads and loads studies in a running service. */
final class StudyBeans {

  @Produces
  @Singleton
  StoredVoxels voxels(FileBlobs blobs, StudyStore studies) {
    return new StoredVoxels(blobs, studies);
  }

  @Produces
  @Singleton
  DicomExport dicomExport(
      FileBlobs blobs,
      StudyStore studies,
      StoredVoxels voxels,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    return new DicomExport(studies, blobs, voxels, version);
  }

  @Produces
  @Singleton
  StudyImporter importer(FileBlobs blobs, StudyStore studies) {
    return new StudyImporter(blobs, studies);
  }
}
