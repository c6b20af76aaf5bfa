package io.roundhouse.samples.invoicedesk.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
  @TempDir
  private Path folder;

  @Test
  void listsItsXmlFilesInOrder() throws IOException {
    for (String name : new String[] {"b.xml", "a.xml", "note.txt", ".hidden.xml"}) {
      Files.writeString(folder.resolve(name), "x");
    }
    Files.createDirectory(folder.resolve("c.xml"));

    assertThat(new Inbox(folder).names()).containsExactly("a.xml", "b.xml");
    assertThat(new Inbox(folder).resolve("a.xml")).isEqualTo(folder.resolve("a.xml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../a.xml", "/etc/hostname", "a/b.xml", "a\\b.xml", ".hidden", "a\0.xml", "a\n.xml"})
  void refusesWhatIsNotAPlainName(String name) {
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> new Inbox(folder).resolve(name))
        .withMessageContaining("is not the plain name of a file in the inbox");
  }

  @Test
  void doesNotFollowALinkOutOfTheFolder() throws IOException {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    Path secret = Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(inbox.resolve("a.xml"), secret);

    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> new Inbox(inbox).resolve("a.xml"))
        .withMessage("a.xml: there is no such file in the inbox");
  }
}
