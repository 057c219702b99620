package gossamer.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@link Identity} in a file: four PEM blocks (RFC 7468), the private and the public key of
 * Ed25519, then of X25519. Only the owner can read the file, and it is there whole or not at all.
 */
public final class IdentityFile {
  /** The name of the file in a data directory. */
  public static final String NAME = "identity.pem";

  private static final int LONGEST = 4096;
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----\\s([A-Za-z0-9+/=\\s]*)-----END \\1-----\\s*");

  private IdentityFile() {}

  /**
   * Reads the identity that is kept in a directory, or makes one and keeps it there.
   *
   * @throws IOException when the file cannot be read or written, or is damaged; a damaged file is
   *     left as it is
   */
  public static Identity loadOrCreate(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (Files.exists(file)) {
      return load(file);
    }
    Files.createDirectories(directory);
    Identity identity = Identity.generate();
    store(file, identity);
    return identity;
  }

  private static Identity load(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException("not an identity: " + file);
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    List<byte[]> blocks = new ArrayList<>();
    Matcher match = BLOCK.matcher(text);
    while (match.find()) {
      boolean isPrivate = blocks.size() % 2 == 0;
      if (!match.group(1).equals(isPrivate ? PRIVATE : PUBLIC)) {
        throw new IOException("not an identity: " + file);
      }
      blocks.add(Base64.getMimeDecoder().decode(match.group(2)));
    }
    if (blocks.size() != 4) {
      throw new IOException("not an identity: " + file);
    }
    try {
      Identity identity =
          new Identity(
              pair(RawKey.ED25519, blocks.get(0), blocks.get(1)),
              pair(RawKey.X25519, blocks.get(2), blocks.get(3)));
      if (!identity.isConsistent()) {
        throw new IOException("the keys do not belong together: " + file);
      }
      return identity;
    } catch (InvalidKeySpecException e) {
      throw new IOException("a key is damaged: " + file, e);
    }
  }

  private static KeyPair pair(RawKey kind, byte[] privateKey, byte[] publicKey)
      throws InvalidKeySpecException {
    return new KeyPair(
        kind.factory().generatePublic(new X509EncodedKeySpec(publicKey)),
        kind.factory().generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
  }

  private static void store(Path file, Identity identity) throws IOException {
    String text =
        pem(PRIVATE, identity.signing().getPrivate().getEncoded())
            + pem(PUBLIC, identity.signing().getPublic().getEncoded())
            + pem(PRIVATE, identity.sealing().getPrivate().getEncoded())
            + pem(PUBLIC, identity.sealing().getPublic().getEncoded());
    OwnerOnlyFile.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
