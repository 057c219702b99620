package gossamer.webrtc.turn;

import gossamer.fuzzing.Fuzzing;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes from a TURN server, in any order and between good answers: the client does not
 * throw, keeps its bounds, and its deadline after a tick is not in the past.
 */
class TurnClientFuzzTest {
  private static final TurnCredentials USER = new TurnCredentials("u", "p");
  private static final TransportAddress RELAYED = TransportAddress.ofIpv4(0xc6336409L, 50_000);
  private static final int STEPS = 64;

  @Test
  void survives() throws Exception {
    Fuzzing.check(TurnClientFuzzTest.class);
  }

  /**
   * Records of what is done, a length and a packet. The packet gets the transaction id of the last
   * request, so that it is an answer; every other step lets the server answer well.
   */
  public static void fuzzerTestOneInput(byte[] input) {
    var server = new ScriptedTurnServer(USER, RELAYED);
    var client = new TurnClient(USER, 500_000, new SplittableRandom(1), 0);
    ByteBuffer in = ByteBuffer.wrap(input);
    ByteBuffer out = ByteBuffer.allocate(2_048);
    List<ByteBuffer> requests = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < STEPS && in.remaining() >= 3; i++) {
      int what = in.get() & 0xff;
      int length = Math.min(in.getShort() & 0x7ff, in.remaining());
      byte[] bytes = new byte[length];
      in.get(bytes);
      drain(client, requests);
      ByteBuffer packet = ByteBuffer.wrap(bytes);
      if (!requests.isEmpty() && (what & 1) != 0 && length >= 20) {
        packet.put(8, requests.getLast(), 8, 12);
      }
      TransportAddress peer = TransportAddress.ofIpv4(0xc0000200L + (what >> 3 & 3), what);
      switch (what >> 1 & 3) {
        case 0 -> client.receive(packet, now);
        case 1 -> {
          if (!requests.isEmpty()) {
            List<ByteBuffer> answers = new ArrayList<>();
            server.receive(requests.removeFirst(), now, answers);
            for (ByteBuffer answer : answers) {
              client.receive(answer, now);
            }
          }
        }
        case 2 -> client.wrap(peer, packet, out.clear(), now);
        default -> client.bind(peer, now);
      }
      now += 1L << (what >> 3);
      client.tick(now);
      drain(client, requests);
      if (client.deadlineMicros() < now) {
        throw new IllegalStateException("a deadline in the past");
      }
    }
  }

  private static void drain(TurnClient client, List<ByteBuffer> requests) {
    int polled = 0;
    for (TurnOutput next = client.poll(); next != null; next = client.poll()) {
      if (next instanceof TurnOutput.Send(var packet)) {
        requests.add(packet);
      }
      if (++polled > 512) {
        throw new IllegalStateException("more outputs than there may be");
      }
    }
    while (requests.size() > 64) {
      requests.removeFirst();
    }
  }
}
