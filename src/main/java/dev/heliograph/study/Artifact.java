package dev.heliograph.study;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something a tool produced, kept by content hash.
 *
 * @param id ULID
 * @param kind what it is
 * @param image id of the image it was made from, or null
 * @param name what people call it
 * @param blob SHA-256 (hex) of its bytes
 * @param mediaType media type of its bytes; label maps are gzipped NIfTI
 * @param bytes their length
 * @param structures for a label map: what each label means
 * @param producer the tool that made it, as {@code name@version}
 */
public record Artifact(
    String id,
    Kind kind,
    @Nullable String image,
    String name,
    String blob,
    String mediaType,
    long bytes,
    SortedMap<Integer, String> structures,
    String producer) {

  /** What an artifact is. */
  public enum Kind {
    LABEL_MAP,
    TABLE,
    PICTURE,
    REPORT
  }

  public Artifact {
    structures = Collections.unmodifiableSortedMap(new TreeMap<>(structures));
  }
}
