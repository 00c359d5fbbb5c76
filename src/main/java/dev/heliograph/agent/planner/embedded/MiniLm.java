package dev.heliograph.agent.planner.embedded;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * all-MiniLM-L6-v2, quantised, from its jar, with a session that stays small: one thread, no memory
 * arena. (The library's own class for the model takes ONNX Runtime's defaults and a thread pool.)
 */
final class MiniLm extends AbstractInProcessEmbeddingModel {

  private static final String NAME = "/all-minilm-l6-v2-q";
  private static final Executor SAME_THREAD = Runnable::run;

  private final OnnxBertBiEncoder encoder;
  private final Set<String> words;

  private MiniLm(OnnxBertBiEncoder encoder, Set<String> words) {
    super(SAME_THREAD);
    this.encoder = encoder;
    this.words = words;
  }

  /** The whole words of the tokenizer: some twenty thousand common ones, lower case. */
  Set<String> words() {
    return words;
  }

  /** Loads model and tokenizer; about half a second. */
  static MiniLm load() {
    // The tokenizer's library otherwise reports its use to its makers over the network.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    try (InputStream model = resource(NAME + ".onnx");
        InputStream tokenizer = resource(NAME + "-tokenizer.json");
        InputStream again = resource(NAME + "-tokenizer.json");
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession session = environment.createSession(model.readAllBytes(), options);
      return new MiniLm(
          new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN), words(again));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sentence encoder from its jar", e);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime cannot load the sentence encoder; check that onnxruntime and"
              + " langchain4j-embeddings fit each other",
          e);
    }
  }

  private static Set<String> words(InputStream tokenizer) throws IOException {
    Set<String> words = new HashSet<>();
    new ObjectMapper()
        .readTree(tokenizer)
        .path("model")
        .path("vocab")
        .fieldNames()
        .forEachRemaining(
            w -> {
              if (w.length() > 1 && w.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                words.add(w);
              }
            });
    return Set.copyOf(words);
  }

  @Override
  protected OnnxBertBiEncoder model() {
    return encoder;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = AbstractInProcessEmbeddingModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("there is no " + name + " on the class path");
    }
    return in;
  }
}
