package dev.heliograph.format.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.DicomReader;
import dev.heliograph.format.dicom.DicomSlice;
import dev.heliograph.format.dicom.DicomStack;
import dev.heliograph.format.dicom.StackSorter;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.DicomWriter;
import dev.heliograph.format.dicom.deid.Deidentifier;
import dev.heliograph.format.dicom.deid.Pseudonyms;
import dev.heliograph.format.dicom.derived.SegmentationReader;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.study.Upload;
import dev.heliograph.testing.SyntheticDicom;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Damages small files in reproducible ways and reads them: a reader may refuse with a {@link
 * FormatException} and nothing else, within its limits. {@code make fuzz} runs it for ten minutes,
 * {@code FuzzTest} for some thousand rounds.
 */
final class Fuzz {

  /** Small, so that a reader that believes a header runs out of them, not out of memory. */
  private static final ReadLimits LIMITS = new ReadLimits(2_000_000, 8_000_000);

  private static final Deidentifier DEIDENTIFIER =
      new Deidentifier(new Pseudonyms(new byte[32]), "fuzz");

  private final Map<String, byte[]> seeds = new LinkedHashMap<>();

  Fuzz() throws IOException {
    try (InputStream in = Fuzz.class.getResourceAsStream("/format/dicom-frames.json")) {
      for (JsonNode c : new ObjectMapper().readTree(in)) {
        seeds.put("dicom " + c.path("name").asText(), decode(c, "file"));
      }
    }
    try (InputStream in = Fuzz.class.getResourceAsStream("/format/jpeg2000-frames.json")) {
      for (JsonNode c : new ObjectMapper().readTree(in)) {
        SyntheticDicom file =
            SyntheticDicom.slice("1.2.840.10008.1.2.4.91")
                .us(0x00280010, c.path("rows").asInt())
                .us(0x00280011, c.path("columns").asInt())
                .bits(c.path("bits").asInt() == 8 ? 8 : 16, c.path("bits").asInt(), false);
        seeds.put("dicom " + c.path("name").asText(), file.frame(decode(c, "frame")).bytes());
      }
    }
    Geometry g = Geometry.axisAligned(6, 5, 4, 1, 2, 3);
    float[] values = new float[g.voxels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 1.5f;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    NiftiWriter.write(new Volume(g, values, Unit.ARBITRARY), packed);
    seeds.put("nifti gzipped", packed.toByteArray());
    seeds.put(
        "nifti plain",
        new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())).readAllBytes());
  }

  private static byte[] decode(JsonNode c, String field) {
    return Base64.getDecoder().decode(c.path(field).asText());
  }

  List<String> names() {
    return List.copyOf(seeds.keySet());
  }

  /** The bytes of one round: the same for the same seed file and number. */
  byte[] mutant(String name, long round) {
    Random random = new Random(31 * name.hashCode() + round);
    byte[] b = seeds.getOrDefault(name, new byte[0]).clone();
    int changes = 1 << random.nextInt(5);
    for (int c = 0; c < changes && b.length > 0; c++) {
      // Headers decide what is allocated, so most changes are made near the start.
      int span = random.nextInt(4) == 0 ? b.length : Math.min(b.length, 1024);
      int at = random.nextInt(span);
      switch (random.nextInt(7)) {
        case 0 -> b[at] = (byte) random.nextInt(256);
        case 1 -> b[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> b[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        case 3 -> fill(b, at, 4, (byte) 0xff);
        case 4 -> fill(b, at, 2, (byte) random.nextInt(256));
        case 5 -> {
          int from = random.nextInt(b.length);
          System.arraycopy(b, from, b, at, Math.min(4, b.length - Math.max(at, from)));
        }
        default -> b = Arrays.copyOf(b, b.length - random.nextInt(b.length / 4 + 1));
      }
    }
    return b;
  }

  private static void fill(byte[] b, int at, int count, byte value) {
    for (int i = at; i < Math.min(b.length, at + count); i++) {
      b[i] = value;
    }
  }

  /**
   * Reads a file in every way there is.
   *
   * @throws RuntimeException or an Error if a reader fails in a way that it does not declare
   */
  static void read(String name, byte[] bytes) throws IOException {
    if (name.startsWith("nifti")) {
      tolerate(
          () ->
              NiftiReader.read(
                  new ByteArrayInputStream(bytes), bytes.length, Unit.ARBITRARY, LIMITS));
      return;
    }
    Upload source = Upload.of("x", bytes);
    tolerate(
        () -> {
          List<DicomSlice> slices = new ArrayList<>(DicomReader.slices(source, LIMITS));
          for (DicomStack stack : StackSorter.sort(slices).stacks()) {
            DicomReader.read(stack, LIMITS);
          }
        });
    tolerate(
        () -> {
          DicomFile file = DicomFile.read(source, LIMITS);
          DicomWriter.write(
              DEIDENTIFIER.apply(file).data(), file.syntax(), OutputStream.nullOutputStream());
        });
    tolerate(() -> SegmentationReader.read(source, LIMITS).labels());
  }

  private interface Reading {
    void read() throws IOException;
  }

  private static void tolerate(Reading reading) throws IOException {
    try {
      reading.read();
    } catch (FormatException e) {
      if (e.getMessage() == null || e.getMessage().isBlank() || e.fix().isBlank()) {
        throw new IllegalStateException("a refusal without cause or fix", e);
      }
    }
  }

  /**
   * @param args minutes, and where to write files that break a reader
   */
  public static void main(String[] args) throws IOException {
    Fuzz fuzz = new Fuzz();
    long end = System.nanoTime() + (long) (Double.parseDouble(args[0]) * 60e9);
    long rounds = 0;
    int broken = 0;
    for (long round = 0; System.nanoTime() < end; round++) {
      for (String name : fuzz.names()) {
        byte[] mutant = fuzz.mutant(name, round);
        rounds++;
        try {
          read(name, mutant);
        } catch (RuntimeException | Error e) {
          broken++;
          System.err.println("round " + round + " of " + name);
          e.printStackTrace();
          if (args.length > 1) {
            Files.write(Path.of(args[1], broken + ".bin"), mutant);
          }
        }
      }
    }
    System.out.println(rounds + " files read, " + broken + " broke a reader");
    System.exit(broken == 0 ? 0 : 1);
  }
}
