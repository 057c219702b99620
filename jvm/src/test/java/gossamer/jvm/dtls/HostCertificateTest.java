package gossamer.jvm.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCertificateTest {

  @Test
  void theCertificateIsSelfSignedWithEcdsaOnP256() throws GeneralSecurityException {
    X509Certificate made = HostCertificate.generate().certificate();
    made.verify(made.getPublicKey());
    made.checkValidity();
    assertEquals("SHA256withECDSA", made.getSigAlgName());
    assertEquals(3, made.getVersion());
    assertEquals(made.getSubjectX500Principal(), made.getIssuerX500Principal());
    assertEquals("CN=gossamer", made.getSubjectX500Principal().getName());
  }

  @Test
  void theFingerprintIsTheHashOfTheDerForm() throws GeneralSecurityException {
    HostCertificate made = HostCertificate.generate();
    assertArrayEquals(
        MessageDigest.getInstance("SHA-256").digest(made.certificate().getEncoded()),
        made.fingerprint());
    assertFalse(Arrays.equals(made.fingerprint(), HostCertificate.generate().fingerprint()));
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws GeneralSecurityException {
    byte[] der = HostCertificate.generate().certificate().getEncoded();
    assertThrows(
        GeneralSecurityException.class,
        () -> HostCertificate.of(HostCertificate.generate().key(), der));
  }

  @Test
  void aStoredCertificateIsTheSameWhenItIsReadAgain(@TempDir Path directory) throws IOException {
    byte[] first = CertificateFile.loadOrCreate(directory).fingerprint();
    assertArrayEquals(first, CertificateFile.loadOrCreate(directory).fingerprint());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve(CertificateFile.NAME))));
  }

  @Test
  void aDamagedFileIsAnErrorAndStays(@TempDir Path directory) throws IOException {
    Path file = directory.resolve(CertificateFile.NAME);
    CertificateFile.loadOrCreate(directory);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, whole.length / 2, whole.length - 40}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, () -> CertificateFile.loadOrCreate(directory));
      assertEquals(length, Files.size(file));
    }
  }
}
