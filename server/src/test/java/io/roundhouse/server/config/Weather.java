package io.roundhouse.server.config;

import dev.langchain4j.agent.tool.Tool;
import java.nio.file.Path;
import java.time.Duration;

/** Tools as a user of the program writes them. */
public final class Weather {

  final Path data;
  final Duration patience;

  /** With everything it could be told. */
  public Weather(Path data, Duration patience) {
    this.data = data;
    this.patience = patience;
  }

  /** What it is like somewhere. */
  @Tool("Tells the weather")
  public String weather(String city) {
    return "Rain in " + city;
  }

  /** What it will be like. */
  @Tool(name = "forecast", value = "Tells tomorrow's weather")
  public String tomorrow(String city) {
    return "Sun in " + city;
  }
}
