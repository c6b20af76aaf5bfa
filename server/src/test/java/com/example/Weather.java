package com.example;

import dev.langchain4j.agent.tool.Tool;
import java.nio.file.Path;
import java.time.Duration;

/** The class that the configuration guide names. */
public final class Weather {

  /** As the guide makes it. */
  public Weather(Path data, Duration patience) {}

  /** What it is like. */
  @Tool("Tells the weather")
  public String report(String city) {
    return "Rain in " + city;
  }

  /** What it will be like. */
  @Tool("Tells tomorrow's weather")
  public String forecast(String city) {
    return "Sun in " + city;
  }
}
