package dev.heliograph.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How much may be uploaded at once: {@code heliograph.upload.*}. */
@ConfigMapping(prefix = "heliograph.upload")
interface UploadConfig {

  /** Bytes of one request, all files together; 2 GiB unless set. */
  long maxBytes();

  /**
   * Imports that may read voxels at the same time; by default one for each GiB of heap, at least
   * one.
   */
  OptionalInt concurrent();

  /** How long an upload waits for its turn before it is told to come back. */
  @WithDefault("60s")
  Duration patience();
}
