package dev.heliograph.store;

import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Studies, images and artifacts in the database, their bytes in {@link FileBlobs}. */
public final class SqlStudies implements StudyStore {

  private final Database database;
  private final FileBlobs blobs;

  public SqlStudies(Database database, FileBlobs blobs) {
    this.database = database;
    this.blobs = blobs;
  }

  @Override
  public void save(Study study) {
    database.transaction(
        tx -> {
          tx.update(
              "insert into study (id, name, created_at, origin, warnings) values (?, ?, ?, ?, ?)",
              study.id(),
              study.name(),
              Columns.time(study.createdAt()),
              study.origin(),
              Columns.json(study.warnings()));
          int position = 0;
          for (Image image : study.images()) {
            insert(tx, image, position++);
          }
          return position;
        });
    study.images().forEach(i -> blobs.saved(i.blob(), i.source()));
  }

  private static void insert(Database.Transaction tx, Image i, int position) throws SQLException {
    tx.update(
        "insert into image (id, study, position, series, name, kind, modality, modality_source,"
            + " geometry, blob_hash, media_type, byte_count, source_hash, attributes, warnings)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        i.id(),
        i.study(),
        position,
        i.series(),
        i.name(),
        i.kind().name(),
        i.modality().value().name(),
        i.modality().source().name(),
        Columns.geometry(i.geometry()),
        i.blob(),
        i.mediaType(),
        i.bytes(),
        i.source(),
        Columns.json(i.attributes()),
        Columns.json(i.warnings()));
  }

  @Override
  public Optional<Study> study(String id) {
    return studies("where id = ?", "where study = ?", id).stream().findFirst();
  }

  @Override
  public List<Study> studies() {
    return studies("", "");
  }

  private List<Study> studies(String which, String whose, Object... parameters) {
    return database.transaction(
        tx -> {
          List<Study> bare =
              tx.list(
                  "select * from study " + which + " order by created_at desc, id desc",
                  SqlStudies::study,
                  parameters);
          Map<String, List<Image>> images =
              tx
                  .list(
                      "select * from image " + whose + " order by study, position",
                      SqlStudies::image,
                      parameters)
                  .stream()
                  .collect(Collectors.groupingBy(Image::study));
          return bare.stream()
              .map(
                  s ->
                      new Study(
                          s.id(),
                          s.name(),
                          s.createdAt(),
                          s.origin(),
                          images.getOrDefault(s.id(), List.of()),
                          s.warnings()))
              .toList();
        });
  }

  private static Study study(ResultSet row) throws SQLException {
    return new Study(
        row.getString("id"),
        row.getString("name"),
        Columns.time(row.getLong("created_at")),
        row.getString("origin"),
        List.of(),
        Columns.texts(row.getString("warnings")));
  }

  @Override
  public Optional<Image> image(String id) {
    return database.one("select * from image where id = ?", SqlStudies::image, id);
  }

  private static Image image(ResultSet row) throws SQLException {
    return new Image(
        row.getString("id"),
        row.getString("study"),
        row.getString("series"),
        row.getString("name"),
        Image.Kind.valueOf(row.getString("kind")),
        new ImageModality(
            Modality.valueOf(row.getString("modality")),
            ImageModality.Source.valueOf(row.getString("modality_source"))),
        Columns.geometry(row.getString("geometry")),
        row.getString("blob_hash"),
        row.getString("media_type"),
        row.getLong("byte_count"),
        row.getString("source_hash"),
        Columns.attributes(row.getString("attributes")),
        Columns.texts(row.getString("warnings")));
  }

  @Override
  public void setModality(String image, ImageModality modality) {
    database.update(
        "update image set modality = ?, modality_source = ? where id = ?",
        modality.value().name(),
        modality.source().name(),
        image);
  }

  @Override
  public boolean deleteStudy(String id) {
    Set<String> loose = new HashSet<>();
    boolean deleted =
        database.transaction(
            tx -> {
              loose.addAll(
                  tx.list(
                      "select blob_hash from image where study = ? union"
                          + " select source_hash from image where study = ? and source_hash is not"
                          + " null union select a.blob_hash from artifact a join image i on a.image"
                          + " = i.id where i.study = ?",
                      row -> row.getString(1),
                      id,
                      id,
                      id));
              return tx.update("delete from study where id = ?", id) > 0;
            });
    for (String hash : loose) {
      try {
        blobs.deleteLoose(hash);
      } catch (IOException e) {
        throw new UncheckedIOException("the study is deleted, but not all of its files", e);
      }
    }
    return deleted;
  }

  @Override
  public void save(Artifact a) {
    database.update(
        "insert into artifact (id, kind, image, name, blob_hash, media_type, byte_count,"
            + " structures, producer) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        a.id(),
        a.kind().name(),
        a.image(),
        a.name(),
        a.blob(),
        a.mediaType(),
        a.bytes(),
        Columns.json(a.structures()),
        a.producer());
    blobs.saved(a.blob(), null);
  }

  @Override
  public Optional<Artifact> artifact(String id) {
    return database.one("select * from artifact where id = ?", SqlStudies::artifact, id);
  }

  private static Artifact artifact(ResultSet row) throws SQLException {
    return new Artifact(
        row.getString("id"),
        Artifact.Kind.valueOf(row.getString("kind")),
        row.getString("image"),
        row.getString("name"),
        row.getString("blob_hash"),
        row.getString("media_type"),
        row.getLong("byte_count"),
        Columns.structures(row.getString("structures")),
        row.getString("producer"));
  }
}
