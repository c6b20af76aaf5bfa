package io.roundhouse.runtime.models;

/** The ways to talk to a model. */
public enum ProviderKind {
  /** OpenAI, and whoever else speaks its chat completions. */
  OPENAI,
  /** The same; says that it is not OpenAI itself. */
  OPENAI_COMPATIBLE,
  /** Anthropic's messages. */
  ANTHROPIC,
  /** Google's Gemini with an API key. */
  GEMINI,
  /** Ollama's own protocol. */
  OLLAMA
}
