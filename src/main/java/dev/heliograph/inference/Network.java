package dev.heliograph.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.heliograph.imaging.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A model's network, loaded. Runs one tensor at a time; the input and output buffers lie outside of
 * the heap and are reused.
 */
final class Network implements AutoCloseable {

  /** A running network is asked to stop at most this long after its checkpoint said so. */
  private static final long WATCH_MILLIS = 40;

  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "inference-watch");
            thread.setDaemon(true);
            return thread;
          });

  private final OrtEnvironment env;
  private final List<OrtSession> sessions = new ArrayList<>();
  private final ModelCard card;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final long[] inputShape;
  private final long[] outputShape;
  private final BooleanSupplier closing;

  /**
   * @param files the ONNX files, verified
   * @param weights folder in which the files' external data lie
   * @param closing whether runs are to end because the process does
   * @throws RefusedException if ONNX Runtime cannot load it
   */
  Network(ModelCard card, List<Path> files, Path weights, int threads, BooleanSupplier closing)
      throws IOException {
    this.card = card;
    this.closing = closing;
    this.env = OrtEnvironment.getEnvironment();
    this.inputShape = card.inputShape();
    this.outputShape = card.outputShape();
    try {
      for (Path file : files) {
        sessions.add(open(file, weights, threads));
      }
    } catch (OrtException e) {
      close();
      throw new RefusedException(
          "ONNX Runtime cannot load " + card.name() + ": " + e.getMessage(),
          "run 'heliograph model verify " + card.name() + "'");
    }
    this.input = floats(inputShape);
    this.output = floats(outputShape);
  }

  private OrtSession open(Path file, Path weights, int threads) throws OrtException, IOException {
    try (FileChannel channel = FileChannel.open(file);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Arenas keep the largest run's memory for ever; the service must be small when idle.
      options.setCPUArenaAllocator(false);
      // Errors come as exceptions; the log would repeat them, also for a run stopped on purpose.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      // External data are read in place, from where they were pulled to.
      options.addConfigEntry(
          "session.model_external_initializers_file_folder_path", weights.toString());
      return env.createSession(bytes, options);
    }
  }

  /** The values to be filled in before {@link #run}; shape {@link ModelCard#inputShape}. */
  FloatBuffer input() {
    return input;
  }

  /**
   * @return what {@link ModelCard#outputShape} says, valid until the next run
   */
  FloatBuffer run(Checkpoint checkpoint) throws OrtException {
    int n = sessions.size();
    FloatBuffer single = n == 1 ? output : floats(outputShape);
    try (OnnxTensor in = OnnxTensor.createTensor(env, input.rewind(), inputShape);
        OnnxTensor out = OnnxTensor.createTensor(env, single.rewind(), outputShape)) {
      for (int s = 0; s < n; s++) {
        run(sessions.get(s), in, out, checkpoint);
        for (int i = 0; n > 1 && i < output.capacity(); i++) {
          float sum = s == 0 ? single.get(i) : output.get(i) + single.get(i);
          output.put(i, s == n - 1 ? sum / n : sum);
        }
      }
    }
    return output;
  }

  private void run(OrtSession session, OnnxTensor in, OnnxTensor out, Checkpoint checkpoint)
      throws OrtException {
    checkpoint.check();
    if (closing.getAsBoolean()) {
      throw Sessions.stopping();
    }
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      Future<?> watch =
          WATCH.scheduleWithFixedDelay(
              () -> terminateIfAsked(options, checkpoint),
              WATCH_MILLIS,
              WATCH_MILLIS,
              TimeUnit.MILLISECONDS);
      try {
        session
            .run(
                Map.of(card.network().input(), in),
                Set.of(),
                Map.of(card.network().output(), out),
                options)
            .close();
      } catch (OrtException e) {
        checkpoint.check(); // if it was stopped, this says so in its own way
        if (closing.getAsBoolean()) {
          throw Sessions.stopping();
        }
        throw e;
      } finally {
        watch.cancel(false);
        synchronized (options) {
          // Waits for a watch that is just looking: options must outlive it.
        }
      }
    }
  }

  private void terminateIfAsked(OrtSession.RunOptions options, Checkpoint checkpoint) {
    synchronized (options) {
      try {
        checkpoint.check();
        if (closing.getAsBoolean()) {
          throw Sessions.stopping();
        }
      } catch (RuntimeException stop) {
        try {
          options.setTerminate(true);
        } catch (OrtException | IllegalStateException e) {
          // The run has just ended; there is nothing left to stop.
        }
      }
    }
  }

  private static FloatBuffer floats(long[] shape) {
    long n = 4;
    for (long s : shape) {
      n = Math.multiplyExact(n, s);
    }
    return ByteBuffer.allocateDirect(Math.toIntExact(n))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public void close() {
    for (OrtSession session : sessions) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime did not release " + card.name(), e);
      }
    }
    sessions.clear();
  }
}
