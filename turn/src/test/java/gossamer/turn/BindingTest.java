package gossamer.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.AttributeType;
import gossamer.stun.StunClass;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** STUN (RFC 8489): Binding needs no credentials, and nonsense gets no answer. */
class BindingTest {
  private final Lab lab = new Lab();
  private final Client client = Client.of(lab);

  @Test
  void tellsWhereARequestCameFrom() throws Exception {
    StunMessage answer = lab.answer(client.tuple, client.plain(StunMethod.BINDING, it -> it));
    assertEquals(StunClass.SUCCESS, answer.messageClass());
    assertEquals(new TransactionId(1_001, 1), answer.transactionId());
    assertEquals(
        client.tuple.client(), answer.xorAddress(AttributeType.XOR_MAPPED_ADDRESS).orElseThrow());
    assertTrue(answer.fingerprintHolds());
    assertEquals(1, lab.server.counters().bindings());
  }

  @Test
  void tellsAnIpv6AddressToo() throws Exception {
    var from = new FiveTuple(Transport.UDP, Lab.SERVER6, Lab.PEER6);
    StunMessage answer = lab.answer(from, client.plain(StunMethod.BINDING, it -> it));
    assertEquals(Lab.PEER6, answer.xorAddress(AttributeType.XOR_MAPPED_ADDRESS).orElseThrow());
  }

  /** RFC 5769, section 2.1: its PRIORITY and ICE-CONTROLLED do not disturb. */
  @Test
  void answersTheSampleRequestOfRfc5769() throws Exception {
    byte[] sample =
        HexFormat.of()
            .parseHex(
                "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf");
    StunMessage answer = lab.answer(client.tuple, ByteBuffer.wrap(sample));
    assertEquals(StunClass.SUCCESS, answer.messageClass());
    assertEquals(0xb7e7a701, answer.transactionId().high());
  }

  @Test
  void namesTypesThatItDoesNotUnderstand() throws Exception {
    StunMessage answer =
        lab.answer(
            client.tuple,
            client.plain(StunMethod.BINDING, it -> it.uint32(0x0003, 6).uint32(0x8003, 1)));
    assertEquals(420, Client.code(answer));
    assertEquals(List.of(0x0003), answer.unknownAttributes());
  }

  @Test
  void isSilentAboutIndicationsAnswersAndUnknownMethods() throws Exception {
    for (StunClass each : List.of(StunClass.INDICATION, StunClass.SUCCESS, StunClass.ERROR)) {
      assertNull(lab.answer(client.tuple, message(each, StunMethod.BINDING)));
    }
    assertNull(lab.answer(client.tuple, message(StunClass.REQUEST, 0x777)));
    assertEquals(4, lab.server.counters().refused(TurnRefusal.UNEXPECTED));
  }

  @Test
  void isSilentAboutWhatIsMalformed() throws Exception {
    ByteBuffer request = client.plain(StunMethod.BINDING, it -> it.text(0x8022, "software"));
    assertNull(lab.answer(client.tuple, request.duplicate().limit(request.limit() - 4)));
    assertNull(lab.answer(client.tuple, request.duplicate().put(23, (byte) 200)));
    assertNull(lab.answer(client.tuple, ByteBuffer.allocate(0)));
    assertNull(lab.answer(client.tuple, ByteBuffer.wrap(new byte[] {0, 1, 0})));
    ByteBuffer finished = ByteBuffer.allocate(100);
    new StunWriter(finished, StunClass.REQUEST, StunMethod.BINDING, client.next())
        .fingerprint()
        .finish();
    finished.flip().put(finished.limit() - 1, (byte) (finished.get(finished.limit() - 1) + 1));
    assertNull(lab.answer(client.tuple, finished));
    assertEquals(5, lab.server.counters().refused(TurnRefusal.MALFORMED));
  }

  private ByteBuffer message(StunClass messageClass, int method) {
    ByteBuffer packet = ByteBuffer.allocate(20);
    new StunWriter(packet, messageClass, method, client.next()).finish();
    return packet.flip();
  }
}
