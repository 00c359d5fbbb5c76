package dev.heliograph.store;

/** Says whether an image or artifact refers to a blob. */
public interface BlobReferences {

  boolean isReferenced(String sha256);

  /** Asks the database. */
  static BlobReferences in(Database database) {
    return sha256 ->
        database
            .one(
                "select 1 from image where blob_hash = ? or source_hash = ? union"
                    + " select 1 from artifact where blob_hash = ?",
                row -> row.getInt(1),
                sha256,
                sha256,
                sha256)
            .isPresent();
  }
}
