package dev.heliograph.format.dicom;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.pixel.PixelFrames;
import dev.heliograph.study.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads many DICOM files and writes what it read for {@code src/test/python/dicom/corpus.py}, which
 * compares it with pydicom: per line of the list a JSON line, and the values of all frames
 * (float32, or RGB bytes) in a file named by the line's number.
 */
final class DicomCorpus {

  private DicomCorpus() {}

  /**
   * @param args a file that lists paths, one a line, and the folder to write to
   */
  public static void main(String[] args) throws IOException {
    List<String> paths = Files.readAllLines(Path.of(args[0]));
    StringBuilder report = new StringBuilder();
    for (int n = 0; n < paths.size(); n++) {
      ObjectNode json = new ObjectMapper().createObjectNode().put("file", paths.get(n));
      try {
        byte[] values = read(Path.of(paths.get(n)), json);
        Files.write(Path.of(args[1], n + ".bin"), values);
        json.put("status", "read");
      } catch (FormatException e) {
        json.put("status", e.getClass().getSimpleName());
        json.put("cause", e.getMessage()).put("fix", e.fix());
      } catch (RuntimeException | Error e) {
        json.put("status", "CRASH").put("cause", e.toString());
        e.printStackTrace();
      }
      report.append(json).append('\n');
    }
    Files.writeString(Path.of(args[1], "report.jsonl"), report);
  }

  private static byte[] read(Path path, ObjectNode json) throws IOException {
    ReadLimits limits = ReadLimits.standard();
    List<DicomSlice> slices = DicomReader.slices(Upload.of("x", path), limits);
    DicomFile file = DicomFile.read(Upload.of("x", path), limits);
    PixelFrames frames = PixelFrames.of(file, limits);
    int plane = slices.get(0).rows() * slices.get(0).columns();
    json.put("rows", slices.get(0).rows()).put("columns", slices.get(0).columns());
    json.put("frames", slices.size()).put("colour", slices.get(0).colour());
    json.put("placed", slices.get(0).positionMm() != null);
    boolean colour = slices.get(0).colour();
    ByteBuffer out =
        ByteBuffer.allocate(slices.size() * plane * (colour ? 3 : 4))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (DicomSlice s : slices) {
      if (colour) {
        for (int p : frames.rgb(s.frame())) {
          out.put((byte) (p >> 16)).put((byte) (p >> 8)).put((byte) p);
        }
      } else {
        float[] values = new float[plane];
        Rescale r = Rescale.of(new FrameHeader(file.data(), s.frame()));
        frames.values(s.frame(), r.slope(), r.intercept(), values, 0);
        for (float v : values) {
          out.putFloat(v);
        }
      }
    }
    return out.array();
  }
}
