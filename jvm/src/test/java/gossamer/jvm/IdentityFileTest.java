package gossamer.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {
  @TempDir Path directory;

  @Test
  void keepsTheIdentity() throws IOException {
    Path fresh = directory.resolve("not/yet/there");
    Identity first = IdentityFile.loadOrCreate(fresh);
    Identity second = IdentityFile.loadOrCreate(fresh);
    assertEquals(first.id(), second.id());
    assertArrayEquals(first.sealingKey(), second.sealingKey());
    byte[] body = SealedBody.seal(first.sealingKey(), new byte[] {42}, new byte[0]);
    assertArrayEquals(new byte[] {42}, second.unseal(body, new byte[0]));
    assertNotEquals(first.id(), IdentityFile.loadOrCreate(directory.resolve("other")).id());
  }

  @Test
  void isReadableByItsOwnerAloneAndLeavesNothingBeside() throws IOException {
    IdentityFile.loadOrCreate(directory);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(directory.resolve(IdentityFile.NAME)), files.toList());
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve(IdentityFile.NAME))));
  }

  @Test
  void refusesADamagedFileAndLeavesItAlone() throws IOException {
    IdentityFile.loadOrCreate(directory);
    Path file = directory.resolve(IdentityFile.NAME);
    String whole = Files.readString(file);
    for (String damaged :
        List.of("", "nonsense", whole.substring(0, whole.length() / 2), whole + whole)) {
      Files.writeString(file, damaged);
      IOException refusal =
          assertThrows(IOException.class, () -> IdentityFile.loadOrCreate(directory));
      assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
      assertEquals(damaged, Files.readString(file));
    }
  }

  @Test
  void refusesKeysThatDoNotBelongTogether() throws IOException {
    Path file = directory.resolve(IdentityFile.NAME);
    IdentityFile.loadOrCreate(directory);
    String own = Files.readString(file);
    Files.delete(file);
    IdentityFile.loadOrCreate(directory);
    String other = Files.readString(file);
    String border = "-----BEGIN PUBLIC KEY-----";
    Files.writeString(
        file, own.substring(0, own.indexOf(border)) + other.substring(other.indexOf(border)));
    assertThrows(IOException.class, () -> IdentityFile.loadOrCreate(directory));
    assertFalse(own.equals(other));
  }
}
