package gossamer.master;

import gossamer.jvm.OwnerOnlyFile;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that a master makes for itself, so that browsers on the local network get the
 * secure context that keys and storage need. People have to accept it once, so it is kept.
 */
record LocalCertificate(PrivateKey key, X509Certificate certificate) {
  /** The name of the file in a data directory: PKCS #8 key and certificate, PEM. */
  static final String NAME = "local-certificate.pem";

  /** Browsers refuse certificates that are valid for longer than 398 days. */
  private static final Duration VALID = Duration.ofDays(397);

  private static final Duration RENEW_BEFORE = Duration.ofDays(14);
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);
  private static final int SERIAL_BITS = 127;

  /**
   * The certificate that is kept in a directory, or a new one when there is none, or when it
   * expires soon or does not cover all hosts.
   *
   * @param directory null keeps nothing
   * @param hosts names and addresses as they stand in URLs
   * @throws IOException when the file cannot be read or written
   */
  static LocalCertificate loadOrCreate(@Nullable Path directory, List<String> hosts)
      throws IOException {
    if (directory == null) {
      return create(hosts, Instant.now());
    }
    Path file = directory.resolve(NAME);
    if (Files.exists(file)) {
      LocalCertificate kept = read(Files.readString(file, StandardCharsets.US_ASCII), file);
      if (kept.serves(hosts, Instant.now())) {
        return kept;
      }
    }
    LocalCertificate fresh = create(hosts, Instant.now());
    Files.createDirectories(directory);
    OwnerOnlyFile.write(file, fresh.pem().getBytes(StandardCharsets.US_ASCII));
    return fresh;
  }

  /** A new key and a certificate for it. */
  static LocalCertificate create(List<String> hosts, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      X500Name name = new X500Name("CN=Gossamer on this network");
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
              Date.from(now.minus(CLOCK_SKEW)),
              Date.from(now.plus(VALID).minus(CLOCK_SKEW)),
              name,
              pair.getPublic());
      builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      X509CertificateHolder signed =
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
      return new LocalCertificate(pair.getPrivate(), decode(signed));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("every JDK can make a P-256 certificate", e);
    }
  }

  private static GeneralNames names(List<String> hosts) {
    return new GeneralNames(
        hosts.stream()
            .map(host -> {
              boolean address = host.startsWith("[") || host.matches("[0-9.]+");
              return new GeneralName(
                  address ? GeneralName.iPAddress : GeneralName.dNSName, bare(host));
            })
            .toArray(GeneralName[]::new));
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether it can be used now and for some time, under all these names. */
  boolean serves(List<String> hosts, Instant now) {
    Instant end = certificate.getNotAfter().toInstant();
    return now.plus(RENEW_BEFORE).isBefore(end)
        && now.isAfter(certificate.getNotBefore().toInstant())
        && covered().containsAll(hosts.stream().map(LocalCertificate::canonical).toList());
  }

  private Set<String> covered() {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : names.stream()
              .map(name -> canonical(String.valueOf(name.get(1))))
              .collect(Collectors.toSet());
    } catch (CertificateException e) {
      return Set.of(); // A damaged certificate covers nothing and is replaced.
    }
  }

  /** The JDK writes IPv6 addresses without compression; both forms become one here. */
  private static String canonical(String host) {
    String bare = bare(host);
    return bare.contains(":") ? Ipv6Text.canonical(bare) : bare;
  }

  /** TLS 1.2 and 1.3 with this certificate. */
  SslContext tls() throws IOException {
    return SslContextBuilder.forServer(key, certificate).protocols("TLSv1.3", "TLSv1.2").build();
  }

  private String pem() throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter out = new JcaPEMWriter(text)) {
      out.writeObject(new JcaPKCS8Generator(key, null));
      out.writeObject(certificate);
    }
    return text.toString();
  }

  private static LocalCertificate read(String pem, Path file) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      if (parser.readObject() instanceof PrivateKeyInfo key
          && parser.readObject() instanceof X509CertificateHolder holder) {
        return new LocalCertificate(new JcaPEMKeyConverter().getPrivateKey(key), decode(holder));
      }
    } catch (CertificateException e) {
      throw new IOException("the certificate is damaged: " + file, e);
    }
    throw new IOException("not a key and a certificate: " + file);
  }

  private static X509Certificate decode(X509CertificateHolder holder)
      throws IOException, CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
  }
}
