package dev.heliograph.bench;

import static java.util.Map.entry;

import dev.heliograph.imaging.Parallel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands from standard input, one a line, and answers each with one line on standard
 * output.
 *
 * <ul>
 *   <li>{@code scan FOLDER}: reads a scan
 *   <li>{@code threads N}
 *   <li>{@code clock wall|cpu}: what {@code run} answers, wall time or the asking thread's
 *       processor time
 *   <li>{@code gc}: collects garbage, so that no side pays for the other's
 *   <li>{@code run NAME cold|warm TIMES}: answers the nanoseconds of each run
 *   <li>{@code result NAME FILE}: runs once more, writes what came out (little-endian) and answers
 *       its numpy type
 * </ul>
 */
final class Bench {

  /** One entry for each row that Java takes part in, by the name that {@code bench/rows} uses. */
  private static final Map<String, Operation> OPERATIONS =
      Map.ofEntries(
          entry("dice", OverlapRows::dice),
          entry("nsd", OverlapRows::surfaceDice),
          entry("hd95", OverlapRows::hausdorff95),
          entry("statistics", StatisticsRow::labels),
          entry("components-organs", VoxelRows.components(s -> s.organs)),
          entry("components-dense", VoxelRows.components(s -> s.dense)),
          entry("components-labels", VoxelRows.components(s -> s.truth)),
          entry("resample-linear", GeometryRows::linear),
          entry("resample-nearest", GeometryRows::nearest),
          entry("recist", GeometryRows::recist),
          entry("holes", GeometryRows::holes),
          entry("watershed", GeometryRows::watershed),
          entry("read", GeometryRows::read),
          entry("write", GeometryRows::write),
          entry("distance-liver", VoxelRows.inside(s -> s.truth, 1)),
          entry("distance-body", VoxelRows.inside(s -> s.body, 1)),
          entry("distance-adrenal", VoxelRows.inside(s -> s.truth, 7)),
          entry("distance-outside", VoxelRows.outside(s -> s.truth, 1)));

  private @Nullable Scan scan;
  private Parallel threads = Parallel.ONE;
  private LongSupplier nanos = System::nanoTime;

  /** Its result is kept, so that the work cannot be optimized away. */
  private @Nullable Object used;

  private Bench() {}

  public static void main(String[] args) throws IOException {
    Bench bench = new Bench();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(bench.answer(line.split(" ", -1)));
    }
  }

  private String answer(String[] words) throws IOException {
    switch (words[0]) {
      case "scan":
        scan = Scan.read(Path.of(words[1]));
        return "ok";
      case "threads":
        threads = Parallel.of(Integer.parseInt(words[1]));
        return "ok";
      case "clock":
        nanos =
            words[1].equals("cpu")
                ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime
                : System::nanoTime;
        return "ok";
      case "gc":
        System.gc();
        return "ok";
      case "run":
        return run(words[1], words[2].equals("warm"), Integer.parseInt(words[3]));
      case "result":
        return write(operation(words[1]).run(scan(), threads, false), Path.of(words[2]));
      default:
        throw new IllegalArgumentException("no command " + words[0]);
    }
  }

  private String run(String name, boolean warm, int runs) {
    Operation operation = operation(name);
    StringBuilder times = new StringBuilder();
    for (int n = 0; n < runs; n++) {
      long start = nanos.getAsLong();
      Object result = operation.run(scan(), threads, warm);
      long end = nanos.getAsLong();
      used = result;
      times.append(n == 0 ? "" : " ").append(end - start);
    }
    return times.toString();
  }

  private Scan scan() {
    if (scan == null) {
      throw new IllegalStateException("say 'scan FOLDER' first");
    }
    return scan;
  }

  private static Operation operation(String name) {
    Operation operation = OPERATIONS.get(name);
    if (operation == null) {
      throw new IllegalArgumentException("no operation " + name + "; there are " + OPERATIONS);
    }
    return operation;
  }

  private static String write(Object result, Path file) throws IOException {
    if (result instanceof float[] a) {
      ByteBuffer b = buffer(4L * a.length);
      b.asFloatBuffer().put(a);
      Files.write(file, b.array());
      return "<f4";
    }
    if (result instanceof short[] a) {
      ByteBuffer b = buffer(2L * a.length);
      b.asShortBuffer().put(a);
      Files.write(file, b.array());
      return "<u2";
    }
    if (result instanceof int[] a) {
      ByteBuffer b = buffer(4L * a.length);
      b.asIntBuffer().put(a);
      Files.write(file, b.array());
      return "<i4";
    }
    double[] a = (double[]) result;
    ByteBuffer b = buffer(8L * a.length);
    b.asDoubleBuffer().put(a);
    Files.write(file, b.array());
    return "<f8";
  }

  private static ByteBuffer buffer(long bytes) {
    return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
