package gossamer.jvm.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 6347, section 4.1: what may reach the engine. */
class RecordFilterTest {

  private static boolean isRecord(byte[] bytes) {
    return RecordFilter.isRecord(ByteBuffer.wrap(bytes));
  }

  private static Optional<DtlsDrop> refusal(byte[] record) {
    return RecordFilter.refusal(ByteBuffer.wrap(record), RecordFilter.FROM_CLIENT);
  }

  @Test
  void aWholeRecordPassesAlsoBehindAnother() {
    ByteBuffer two = ByteBuffer.allocate(40);
    two.put(Records.of(20, 0, (byte) 1)).put(Records.of(22, 1, new byte[5])).flip();
    assertTrue(RecordFilter.isRecord(two));
    two.position(14);
    assertTrue(RecordFilter.isRecord(two));
    assertEquals(5, RecordFilter.length(two));
    assertEquals(1, RecordFilter.epoch(two));
  }

  @Test
  void aLengthBeyondTheDatagramOrTheLimitIsNoRecord() {
    assertFalse(isRecord(Records.of(23, 1, 11, new byte[10])));
    assertFalse(isRecord(Records.of(23, 1, 0xffff, new byte[10])));
    assertTrue(isRecord(Records.of(23, 1, new byte[1459])));
    assertFalse(isRecord(Records.of(23, 1, new byte[1460])));
  }

  @Test
  void aHeaderAloneOrAPartOfOneIsNoRecord() {
    assertFalse(isRecord(Records.of(23, 1)));
    assertFalse(isRecord(new byte[] {22, (byte) 0xfe, (byte) 0xfd}));
    assertFalse(isRecord(new byte[0]));
  }

  @Test
  void otherTypesAndVersionsAreNoRecords() {
    assertFalse(isRecord(Records.of(19, 0, (byte) 1)));
    assertFalse(isRecord(Records.of(24, 0, (byte) 1)));
    byte[] tls = Records.of(22, 0, new byte[20]);
    tls[1] = 3;
    assertFalse(isRecord(tls));
    byte[] first = Records.of(22, 0, new byte[20]);
    first[2] = (byte) 0xff;
    assertTrue(isRecord(first));
  }

  @Test
  void epochsAboveOneAreRefused() {
    assertEquals(Optional.of(DtlsDrop.EPOCH), refusal(Records.of(22, 2, new byte[20])));
    assertEquals(Optional.of(DtlsDrop.EPOCH), refusal(Records.of(23, 0xffff, new byte[20])));
    assertEquals(Optional.empty(), refusal(Records.of(23, 1, new byte[20])));
  }

  @Test
  void plainAlertsAndPlainDataAreRefused() {
    assertEquals(Optional.of(DtlsDrop.PLAIN), refusal(Records.fatalAlert()));
    assertEquals(Optional.of(DtlsDrop.PLAIN), refusal(Records.of(23, 0, (byte) 1)));
    assertEquals(Optional.of(DtlsDrop.MALFORMED), refusal(Records.of(20, 0, new byte[2])));
  }

  @Test
  void fragmentsLieInsideTheirMessage() {
    assertEquals(Optional.empty(), refusal(Records.handshake(100, 60, 40, 40)));
    assertEquals(Optional.empty(), refusal(Records.handshake(0, 0, 0, 0)));
    Optional<DtlsDrop> refused = Optional.of(DtlsDrop.FRAGMENT);
    assertEquals(refused, refusal(Records.handshake(100, 61, 40, 40)));
    assertEquals(refused, refusal(Records.handshake(100, 0, 41, 40)));
    assertEquals(refused, refusal(Records.handshake(32_769, 0, 40, 40)));
    assertEquals(refused, refusal(Records.handshake(100, 0, 0, 0)));
    assertEquals(refused, refusal(Records.handshake(100, 0, 30, 40)));
  }

  @Test
  void aSideSaysOnlyItsOwnMessages() {
    ByteBuffer hello = ByteBuffer.wrap(Records.handshake(40, 0, 40, 40));
    assertEquals(Optional.empty(), RecordFilter.refusal(hello, RecordFilter.FROM_CLIENT));
    assertEquals(
        Optional.of(DtlsDrop.FRAGMENT), RecordFilter.refusal(hello, RecordFilter.FROM_SERVER));
    byte[] unknown = hello.array().clone();
    for (int type : new int[] {0, 31, 32, 33, 255}) {
      unknown[RecordFilter.HEADER] = (byte) type;
      assertEquals(Optional.of(DtlsDrop.FRAGMENT), refusal(unknown));
    }
  }
}
