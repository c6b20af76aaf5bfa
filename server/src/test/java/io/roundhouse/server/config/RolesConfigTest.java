package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.roles.RoleLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolesConfigTest {

  private static final String SERVED = """
      agents:
        hello: {description: Greets people, reply: Hello}
      roles: roles.yaml
      """;

  @TempDir Path directory;

  @Test
  void addsRolesToThoseOfTheProgram() throws IOException {
    Files.writeString(directory.resolve("roles.yaml"), """
        domain: verse
        description: Poems and songs
        roles:
          - {id: bard, duty: Writes in metre., prompt: Keep the metre.}
        """);

    RoleLibrary roles = new ConfigFile(directory).load(SERVED).roles();

    assertThat(roles.role("bard").orElseThrow().prompt()).isEqualTo("Keep the metre.");
    assertThat(roles.role("maths-checker")).isEqualTo(RoleLibrary.builtIn().role("maths-checker")).isPresent();
  }

  @Test
  void saysWhatIsWrongWithAFileOfRoles() throws IOException {
    Files.writeString(directory.resolve("roles.yaml"), "domain: verse\ndescription: Poems\nroles:\n  - {id: bard, duty: Writes.}\n");

    assertThat(new ConfigFile(directory).problems(SERVED)).singleElement().asString().startsWith("3:").contains("bard", "prompt");
  }
}
