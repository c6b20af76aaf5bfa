package io.roundhouse.runtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate for this machine, made by the JDK's keytool, as PEM files.
 *
 * @param certificate the file of the certificate
 * @param key the file of its private key
 */
public record Certificate(Path certificate, Path key) {

  private static final String PASSWORD = "password";

  /** Makes one; its files in the folder begin with the name. */
  public static Certificate make(Path folder, String name) {
    Path store = folder.resolve(name + ".p12");
    try {
      Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
          name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "2", "-storetype", "PKCS12",
          "-keystore", store.toString(), "-storepass", PASSWORD).redirectErrorStream(true).start();
      if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        throw new AssertionError("keytool made no certificate: " + said);
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream bytes = Files.newInputStream(store)) {
        keys.load(bytes, PASSWORD.toCharArray());
      }
      return new Certificate(
          pem(folder.resolve(name + ".pem"), "CERTIFICATE", keys.getCertificate(name).getEncoded()),
          pem(folder.resolve(name + ".key"), "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Path pem(Path file, String kind, byte[] bytes) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }
}
