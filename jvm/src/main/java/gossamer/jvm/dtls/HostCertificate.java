package gossamer.jvm.dtls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A self-signed ECDSA certificate on P-256 (RFC 8827, section 6.5) and its key. Nobody looks at its
 * names or dates: the fingerprint alone is compared.
 */
public final class HostCertificate {
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x30, 0x0a, 0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
  private static final byte[] VERSION_3 = {(byte) 0xa0, 0x03, 0x02, 0x01, 0x02};
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8 = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final byte[] fingerprint;

  private HostCertificate(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    this.key = key;
    this.certificate = certificate;
    this.fingerprint = fingerprint(certificate);
  }

  /** Makes a key and a certificate that do not expire. */
  public static HostCertificate generate() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = keys.generateKeyPair();
      byte[] der = selfSigned(pair, new BigInteger(63, new SecureRandom()).setBit(62));
      return of(pair.getPrivate(), der);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has ECDSA on P-256", e);
    }
  }

  /**
   * A certificate that was made before.
   *
   * @throws GeneralSecurityException when it is not one, or not that of the key
   */
  public static HostCertificate of(PrivateKey key, byte[] der) throws GeneralSecurityException {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    byte[] probe = "gossamer".getBytes(StandardCharsets.US_ASCII);
    Signature check = Signature.getInstance("SHA256withECDSA");
    check.initVerify(certificate.getPublicKey());
    check.update(probe);
    if (!check.verify(sign(key, probe))) {
      throw new GeneralSecurityException("the key is not that of the certificate");
    }
    return new HostCertificate(key, certificate);
  }

  PrivateKey key() {
    return key;
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** SHA-256 of the certificate's DER form, 32 bytes (RFC 8122, section 5). */
  public byte[] fingerprint() {
    return fingerprint.clone();
  }

  static byte[] fingerprint(X509Certificate certificate) throws GeneralSecurityException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new GeneralSecurityException("a parsed certificate has a DER form", e);
    }
  }

  private static byte[] selfSigned(KeyPair pair, BigInteger serial)
      throws GeneralSecurityException {
    byte[] name =
        der(
            SEQUENCE,
            der(
                SET,
                der(
                    SEQUENCE,
                    COMMON_NAME,
                    der(UTF8, "gossamer".getBytes(StandardCharsets.UTF_8)))));
    byte[] validity =
        der(
            SEQUENCE,
            der(GENERALIZED_TIME, time(Instant.EPOCH)),
            // RFC 5280, section 4.1.2.5: the date of what has no good end.
            der(GENERALIZED_TIME, time(Instant.parse("9999-12-31T23:59:59Z"))));
    byte[] body =
        der(
            SEQUENCE,
            VERSION_3,
            der(INTEGER, serial.toByteArray()),
            ECDSA_WITH_SHA256,
            name,
            validity,
            name,
            pair.getPublic().getEncoded());
    byte[] signature = sign(pair.getPrivate(), body);
    return der(SEQUENCE, body, ECDSA_WITH_SHA256, der(BIT_STRING, new byte[] {0}, signature));
  }

  private static byte[] sign(PrivateKey key, byte[] bytes) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(bytes);
    return signature.sign();
  }

  private static byte[] time(Instant instant) {
    return TIME.format(instant).getBytes(StandardCharsets.US_ASCII);
  }

  /** One element of DER (X.690), its content shorter than 64 KiB. */
  private static byte[] der(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    if (length > 0xff) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length > 0x7f) {
      out.write(0x81);
    }
    out.write(length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
