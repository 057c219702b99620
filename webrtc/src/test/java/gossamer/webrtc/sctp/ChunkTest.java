package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The formats of RFC 9260, section 3, byte by byte. */
class ChunkTest {
  /** INIT: tag, window, streams, TSN; zero checksum, FORWARD-TSN, extensions. */
  private static final String INIT =
      "01 00 00 28  a1 b2 c3 d4  00 50 00 00  ff ff ff ff  01 02 03 04"
          + "c0 00 00 04  80 08 00 06 82 c0 00 00  80 01 00 08 00 00 00 01";

  @Test
  void section3_3_2_init() {
    ByteBuffer chunk = ByteBuffer.wrap(Packets.bytes(INIT));
    InitChunk init = InitChunk.parse(chunk, 0, 40);
    assertNotNull(init);
    assertEquals(0xa1b2c3d4, init.tag());
    assertEquals(0x500000, init.window());
    assertEquals(65_535, init.outbound());
    assertEquals(65_535, init.inbound());
    assertEquals(0x01020304, init.initialTsn());
    assertTrue(init.forwardTsn() && init.reconfig() && init.zeroChecksum());
    assertEquals(INIT.replace(" ", ""), HexFormat.of().formatHex(init.encode(ChunkType.INIT)));
  }

  @Test
  void section3_3_2_anInitCutAnywhereIsRefusedOrShorter() {
    byte[] bytes = Packets.bytes(INIT);
    for (int length = 4; length < 20; length++) {
      assertNull(InitChunk.parse(ByteBuffer.wrap(bytes, 0, length), 0, length));
    }
    for (int length = 20; length <= 40; length++) {
      InitChunk.parse(ByteBuffer.wrap(bytes.clone(), 0, length), 0, length);
    }
  }

  @Test
  void section3_3_2_zeroTagOrNoStreamsAreRefused() {
    for (int at : new int[] {4, 12, 14}) {
      byte[] bytes = Packets.bytes(INIT);
      bytes[at] = 0;
      bytes[at + 1] = 0;
      if (at == 4) {
        bytes[6] = 0;
        bytes[7] = 0;
      }
      assertNull(InitChunk.parse(ByteBuffer.wrap(bytes), 0, 40));
    }
  }

  @Test
  void section3_2_1_aParameterThatLeavesItsChunkIsRefused() {
    byte[] bytes = Packets.bytes(INIT);
    bytes[27] = 21;
    assertNull(InitChunk.parse(ByteBuffer.wrap(bytes), 0, 40));
    bytes[27] = 3;
    assertNull(InitChunk.parse(ByteBuffer.wrap(bytes), 0, 40));
  }

  @Test
  void section3_3_4_sackLengths() {
    ByteBuffer sack = ByteBuffer.wrap(Packets.sack(1, 2, 2, 3, 5, 5));
    assertTrue(SackReader.isWellFormed(sack, 0, 24));
    assertFalse(SackReader.isWellFormed(sack, 0, 20));
    assertFalse(SackReader.isWellFormed(sack, 0, 12));
  }

  @Test
  void rfc6525_section4_parametersFillTheirChunk() {
    byte[] body = Packets.bytes("000d 0012 00000001 00000000 00000000 0005");
    ByteBuffer chunk = ByteBuffer.wrap(Packets.chunk(ChunkType.RE_CONFIG, 0, body));
    assertTrue(StreamResets.isWellFormed(chunk, 0, 22));
    for (int length = 4; length < 22; length++) {
      assertFalse(StreamResets.isWellFormed(chunk, 0, length), "length " + length);
    }
  }

  @Test
  void appendixA_theChecksumIsCrc32cWithItsLowByteFirst() {
    byte[] packet = Packets.packet(7, Packets.chunk(ChunkType.COOKIE_ACK, 0, ""));
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    assertEquals(buffer.getInt(8), PacketWriter.checksum(new CRC32C(), buffer, 0, packet.length));
    CRC32C crc = new CRC32C();
    byte[] zeroed = packet.clone();
    ByteBuffer.wrap(zeroed).putInt(8, 0);
    crc.update(zeroed);
    assertEquals((byte) crc.getValue(), packet[8]);
  }

  @Test
  void theGapBlocksOfAVectorAreWritten() {
    ReceivedTsns received = new ReceivedTsns(0xffff_fffe);
    long first = Tsn.first(0xffff_fffe);
    for (int offset : new int[] {0, 2, 3, 70, 200}) {
      received.add(first + offset);
    }
    ByteBuffer blocks = ByteBuffer.allocate(100);
    assertEquals(3, received.writeGaps(blocks, 20));
    byte[] found = new byte[12];
    blocks.get(0, found);
    assertArrayEquals(Packets.bytes("0002 0003  0046 0046  00c8 00c8"), found);
    received.add(first + 1);
    assertEquals(first + 3, received.cumulative());
    received.skipTo(first + 199);
    assertEquals(first + 200, received.cumulative());
    assertFalse(received.hasGaps());
  }
}
