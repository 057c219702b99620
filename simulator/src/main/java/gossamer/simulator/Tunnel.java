package gossamer.simulator;

import gossamer.peer.host.BulkHeader;
import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Path;
import gossamer.peer.id.Sha256;
import gossamer.peer.link.Circuits;
import gossamer.peer.wire.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a circuit, with a stand-in for its cipher: hidden, numbered and sealed as with
 * AES-256-GCM, under a key that any simulated peer could make.
 */
final class Tunnel {
  private static final int TAG = 16;
  private static final int FRAME = 0;
  private static final int BLOCK = 1;

  private record Waiting(byte[] bytes, Runnable sent) {}

  private final SimulatedHost host;
  private final int link;
  private final byte[] own;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final List<byte[]> early = new ArrayList<>();
  private byte @Nullable [] other;
  private int credit = Circuits.WINDOW;
  private int sent;
  private int taken;
  private boolean over;

  Tunnel(SimulatedNetwork network, SimulatedHost host, int link) {
    this.host = host;
    this.link = link;
    own = new byte[32];
    for (int i = 0; i < own.length; i++) {
      own[i] = (byte) network.random().nextInt();
    }
  }

  void describe() {
    host.answer(new Input.DescriptionMade(link, own));
  }

  /** The other side's key is known. */
  void open(byte[] key) {
    if (key.length != own.length) {
      host.answer(new Input.LinkClosed(link, ErrorCode.CONNECT_FAILED));
      return;
    }
    other = key;
    byte[] local = Descriptions.join(own, key);
    byte[] remote = Descriptions.join(key, own);
    host.answer(new Input.LinkOpened(link, LinkRole.SYMMETRIC, local, remote, Path.PEER));
    early.forEach(this::decipher);
    early.clear();
  }

  void send(byte[] frame) {
    send(FRAME, frame, () -> {});
  }

  /** Sends a block; {@code then} runs when it has left. */
  void send(byte[] header, byte[] block, Runnable then) {
    send(BLOCK, Descriptions.join(header, block), then);
  }

  private void send(int kind, byte[] bytes, Runnable then) {
    byte[] key = other;
    if (key != null && !over) {
      byte[] plain = Descriptions.join(new byte[] {(byte) kind}, bytes);
      byte[] hidden = stream(own, key, sent, plain);
      byte[] sealed = Descriptions.join(hidden, tag(own, key, sent, hidden));
      sent++;
      waiting.add(new Waiting(sealed, then));
      flush();
    }
  }

  void credit() {
    credit++;
    flush();
  }

  private void flush() {
    while (credit > 0 && !waiting.isEmpty()) {
      credit--;
      Waiting next = waiting.remove();
      host.answer(new Input.Enciphered(link, next.bytes));
      next.sent.run();
    }
  }

  /** Says goodbye after what was sent has left. */
  void close() {
    over = true;
    host.answer(new Input.LinkClosed(link, ErrorCode.CLOSED));
  }

  void decipher(byte[] sealed) {
    byte[] key = other;
    if (key == null) {
      early.add(sealed);
      return;
    }
    int length = Math.max(0, sealed.length - TAG);
    byte[] hidden = Arrays.copyOf(sealed, length);
    byte[] tag = Arrays.copyOfRange(sealed, length, sealed.length);
    if (over || length == 0 || !Arrays.equals(tag, tag(key, own, taken, hidden))) {
      if (!over) {
        over = true;
        host.answer(new Input.LinkClosed(link, ErrorCode.BAD_SEAL));
      }
      return;
    }
    byte[] plain = stream(key, own, taken++, hidden);
    byte[] rest = Arrays.copyOfRange(plain, 1, plain.length);
    if (plain[0] == FRAME) {
      host.answer(new Input.FrameReceived(link, rest));
    } else {
      byte[] header = Arrays.copyOf(rest, BulkHeader.BYTES);
      host.arrived(link, header, Arrays.copyOfRange(rest, BulkHeader.BYTES, rest.length));
    }
  }

  private static byte[] seed(byte[] from, byte[] to, int number, int block) {
    byte[] counter = new byte[8];
    for (int i = 0; i < 4; i++) {
      counter[i] = (byte) (number >> 8 * i);
      counter[4 + i] = (byte) (block >> 8 * i);
    }
    return Sha256.of(Descriptions.join(Descriptions.join(from, to), counter));
  }

  private static byte[] tag(byte[] from, byte[] to, int number, byte[] hidden) {
    byte[] whole = Descriptions.join(seed(from, to, number, -1), Sha256.of(hidden));
    return Arrays.copyOf(Sha256.of(whole), TAG);
  }

  private static byte[] stream(byte[] from, byte[] to, int number, byte[] bytes) {
    byte[] result = bytes.clone();
    byte[] mask = seed(from, to, number, 0);
    for (int i = 0; i < result.length; i++) {
      result[i] ^= (byte) (mask[i & 31] + (i >> 5));
    }
    return result;
  }
}
