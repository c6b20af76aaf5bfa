package io.roundhouse.routers.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs one of the {@link EmbeddingModel}s in this process. A vector is computed on the calling thread, by that thread alone, in 2 to
 * 5 ms of CPU time for a short text; many threads may ask at once. Texts are computed one at a time on purpose: the 8-bit models
 * scale their activations over a whole batch, so that in a batch a text's vector would depend on its neighbours.
 *
 * <p>Loading takes about a second and 100 MB outside the heap, so make one and share it. It has to be closed; what is asked of it
 * later fails.
 */
public final class OnnxEmbedder implements TextEmbedder, AutoCloseable {

  /** How many tokens of a text count unless told otherwise; an English word has 1.3 on average. */
  public static final int DEFAULT_MAX_TOKENS = 256;

  private static final int MOST_TOKENS = 512;
  private static final int CHARACTERS_PER_TOKEN = 16;
  private static final String NO_SPINNING = "session.intra_op.allow_spinning";

  private final EmbeddingModel model;
  private final int maxTokens;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;
  private final boolean needsTypes;

  private OnnxEmbedder(EmbeddingModel model, int maxTokens, HuggingFaceTokenizer tokenizer, OrtSession session) {
    this.model = model;
    this.maxTokens = maxTokens;
    this.tokenizer = tokenizer;
    this.session = session;
    this.needsTypes = session.getInputNames().contains("token_type_ids");
  }

  /** Loads the default model, {@link EmbeddingModel#BGE_SMALL}. */
  public static OnnxEmbedder ofDefaults() {
    return of(EmbeddingModel.BGE_SMALL, DEFAULT_MAX_TOKENS);
  }

  /**
   * Loads a model.
   *
   * @param maxTokens how many tokens of a text count, 8 to 512; what follows is ignored, which bounds the time for one text
   * @throws EmbeddingException if the model's files or the native libraries cannot be loaded on this machine
   */
  public static OnnxEmbedder of(EmbeddingModel model, int maxTokens) {
    if (maxTokens < 8 || maxTokens > MOST_TOKENS) {
      throw new EmbeddingException("max-tokens is %d; expected 8 to %d".formatted(maxTokens, MOST_TOKENS));
    }
    try {
      HuggingFaceTokenizer tokenizer = tokenizer(model, maxTokens);
      try (SessionOptions options = new SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry(NO_SPINNING, "0");
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setMemoryPatternOptimization(false); // every length of text is another pattern, and each is kept for good
        OrtSession session = OrtEnvironment.getEnvironment().createSession(resource(model.file() + ".onnx"), options);
        return new OnnxEmbedder(model, maxTokens, tokenizer, session);
      }
    } catch (IOException | OrtException | LinkageError | IllegalStateException e) {
      throw new EmbeddingException("the embedding model %s cannot be loaded: %s".formatted(model.file(), e.getMessage()), e);
    }
  }

  private static HuggingFaceTokenizer tokenizer(EmbeddingModel model, int maxTokens) throws IOException {
    Map<String, String> options = Map.of(
        "padding", "false", "truncation", "true",
        "maxLength", Integer.toString(maxTokens), "modelMaxLength", Integer.toString(MOST_TOKENS));
    try (InputStream file = open(model.file() + "-tokenizer.json")) {
      return HuggingFaceTokenizer.newInstance(file, options);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream file = open(name)) {
      return file.readAllBytes();
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream file = OnnxEmbedder.class.getClassLoader().getResourceAsStream(name);
    if (file == null) {
      throw new IOException("'" + name + "' is not on the class path");
    }
    return file;
  }

  @Override
  public String name() {
    return nameOf(model, maxTokens);
  }

  /** Returns the {@link #name} that an embedder of this model has, without loading it. */
  public static String nameOf(EmbeddingModel model, int maxTokens) {
    return model.file() + "/" + maxTokens;
  }

  @Override
  public int dimensions() {
    return EmbeddingModel.DIMENSIONS;
  }

  @Override
  public float[] embed(String text) {
    Encoding tokens = tokenizer.encode(text.substring(0, Math.min(text.length(), maxTokens * CHARACTERS_PER_TOKEN)), true, false);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put("input_ids", tensor(tokens.getIds()));
      inputs.put("attention_mask", tensor(tokens.getAttentionMask()));
      if (needsTypes) {
        inputs.put("token_type_ids", tensor(tokens.getTypeIds()));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return unit(pooled(((OnnxTensor) result.get(0)).getFloatBuffer(), tokens.getIds().length));
      }
    } catch (OrtException e) {
      throw new EmbeddingException("the embedding model %s failed: %s".formatted(model.file(), e.getMessage()), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new long[][] {values});
  }

  private float[] pooled(FloatBuffer tokens, int count) {
    float[] vector = new float[EmbeddingModel.DIMENSIONS];
    tokens.get(vector);
    for (int i = 1; model.isMean() && i < count; i++) {
      for (int k = 0; k < vector.length; k++) {
        vector[k] += tokens.get();
      }
    }
    return vector;
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float each : vector) {
      squares += (double) each * each;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new EmbeddingException("the embedding model %s cannot be closed: %s".formatted(model.file(), e.getMessage()), e);
    }
  }
}
