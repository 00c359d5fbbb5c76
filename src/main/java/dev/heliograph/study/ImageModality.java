package dev.heliograph.study;

/** An image's modality and who said so; NIfTI carries none, so a guess must be told from a fact. */
public record ImageModality(Modality value, Source source) {

  /** Who said it. */
  public enum Source {
    DICOM,
    USER,
    INFERRED,
    NONE
  }

  public static final ImageModality UNKNOWN = new ImageModality(Modality.UNKNOWN, Source.NONE);
}
