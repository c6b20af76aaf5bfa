package io.roundhouse.routers.embedding;

/** The models that come with the program, as ONNX files with 8-bit weights. Both yield 384 numbers and know English best. */
public enum EmbeddingModel {
  /** The default: BAAI's bge-small-en-v1.5 (MIT), 33 million weights in 12 layers, the first token's vector. */
  BGE_SMALL("bge-small-en-v1.5-q", false),
  /** The fast one: all-MiniLM-L6-v2 (Apache-2.0), 22 million weights in 6 layers, the mean of all tokens' vectors. */
  MINI_LM("all-minilm-l6-v2-q", true);

  static final int DIMENSIONS = 384;

  private final String file;
  private final boolean mean;

  EmbeddingModel(String file, boolean mean) {
    this.file = file;
    this.mean = mean;
  }

  String file() {
    return file;
  }

  /** Whether the text's vector is the mean over its tokens rather than the first token's. */
  boolean isMean() {
    return mean;
  }
}
