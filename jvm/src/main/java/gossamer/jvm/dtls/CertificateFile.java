package gossamer.jvm.dtls;

import gossamer.jvm.OwnerOnlyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@link HostCertificate} in a file: two PEM blocks (RFC 7468), the key and the certificate. A
 * master keeps it, so that the fingerprint that others remember stays true. Only the owner can read
 * the file, and it is there whole or not at all.
 */
public final class CertificateFile {
  /** The name of the file in a data directory. */
  public static final String NAME = "dtls.pem";

  private static final int LONGEST = 4096;
  private static final Pattern BLOCKS =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----\\s([A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----\\s*"
              + "-----BEGIN CERTIFICATE-----\\s([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----\\s*");

  private CertificateFile() {}

  /**
   * Reads the certificate that is kept in a directory, or makes one and keeps it there.
   *
   * @throws IOException when the file cannot be read or written, or is damaged; a damaged file is
   *     left as it is
   */
  public static HostCertificate loadOrCreate(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (Files.exists(file)) {
      return load(file);
    }
    Files.createDirectories(directory);
    HostCertificate made = HostCertificate.generate();
    store(file, made);
    return made;
  }

  private static HostCertificate load(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException("not a certificate: " + file);
    }
    Matcher match = BLOCKS.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!match.matches()) {
      throw new IOException("not a certificate: " + file);
    }
    try {
      Base64.Decoder decoder = Base64.getMimeDecoder();
      return HostCertificate.of(
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(match.group(1)))),
          decoder.decode(match.group(2)));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate is damaged: " + file, e);
    }
  }

  private static void store(Path file, HostCertificate made) throws IOException {
    try {
      String text =
          pem("PRIVATE KEY", made.key().getEncoded())
              + pem("CERTIFICATE", made.certificate().getEncoded());
      OwnerOnlyFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IOException("no DER form of the own certificate", e);
    }
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
