package dev.heliograph.benchmark;

import dev.heliograph.study.Modality;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A study that cases are about, as its {@code study.yaml} describes it.
 *
 * @param modality what the user says it is, where the files do not
 * @param files the files to load, in order
 */
public record Fixture(
    String name,
    String title,
    @Nullable Modality modality,
    List<Path> files,
    Optional<Reference> reference) {

  /** Labels that stand for the truth. */
  public record Reference(Path file, SortedMap<Integer, String> structures) {}

  public Fixture {
    files = List.copyOf(files);
  }
}
