package gossamer.conformance.foundation;

import gossamer.peer.id.Id;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.Envelope.Mode;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Frame.Routed;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.PeerRecord.Claims;
import gossamer.peer.wire.PeerRecord.Location;
import gossamer.peer.wire.StoredValue;
import gossamer.peer.wire.StoredValue.Entry;
import gossamer.peer.wire.StoredValue.Immutable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values whose bytes are the {@link Vectors}, under the same names. */
final class Samples {
  /** 2026-01-01T00:00:00Z. */
  static final long TIME = 1_767_225_600_000L;

  private static final long U48 = (1L << 48) - 1;

  private Samples() {}

  /** Bytes that count up from {@code first}. */
  static byte[] pattern(int first, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }

  static Id id(int first) {
    return Id.of(pattern(first, Id.BYTES));
  }

  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  static PeerRecord browser() {
    return PeerRecord.of(
        new Claims(
            PeerKind.BROWSER,
            pattern(0x10, 32),
            pattern(0x30, 32),
            TIME,
            TIME + 3_600_000,
            48,
            null,
            List.of()),
        pattern(0x50, 64));
  }

  static PeerRecord master() {
    return PeerRecord.of(
        new Claims(
            PeerKind.MASTER,
            pattern(0x20, 32),
            pattern(0x40, 32),
            TIME,
            TIME + 86_400_000,
            4096,
            new Location(4852, -941),
            List.of("wss://a.example/gossamer", "ws://192.0.2.1:8080/gossamer")),
        pattern(0x60, 64));
  }

  static Map<String, PeerRecord> records() {
    Map<String, PeerRecord> records = new LinkedHashMap<>();
    records.put("record of a browser", browser());
    records.put("record of a master", master());
    Claims extremes =
        new Claims(
            PeerKind.JVM,
            pattern(0x11, 32),
            pattern(0x31, 32),
            0,
            U48,
            65_535,
            new Location(-9_000, 18_000),
            List.of());
    records.put("record at the limits", PeerRecord.of(extremes, pattern(0x51, 64)));
    return records;
  }

  static Map<String, StoredValue> values() {
    byte[] publisher = pattern(0x10, 32);
    byte[] salt = ascii("salt");
    Map<String, StoredValue> values = new LinkedHashMap<>();
    values.put("value immutable", new Immutable(ascii("value"), TIME));
    values.put(
        "value own entry",
        new Entry(
            StoredValue.ownKey(publisher, salt),
            publisher,
            salt,
            true,
            7,
            TIME,
            ascii("mine"),
            pattern(0x70, 64)));
    values.put(
        "value set entry",
        new Entry(
            id(0x90),
            pattern(0x20, 32),
            new byte[0],
            false,
            U48,
            TIME,
            new byte[0],
            pattern(0x71, 64)));
    return values;
  }

  private static StoredValue value(String name) {
    StoredValue value = values().get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  static Map<String, Frame> frames() {
    Map<String, Frame> frames = new LinkedHashMap<>();
    links(frames);
    content(frames);
    routed(frames);
    return frames;
  }

  private static void links(Map<String, Frame> frames) {
    byte[] network = pattern(0xa0, 8);
    byte[] nonce = pattern(0, 32);
    byte[] proof = pattern(0x80, 64);
    frames.put("frame challenge", new Frame.Challenge(nonce));
    frames.put("frame hello", new Frame.Hello(network, browser(), nonce, proof));
    frames.put("frame hello of a master", new Frame.Hello(network, master(), nonce, proof));
    frames.put("frame ping", new Frame.Ping(0x01020304));
    frames.put("frame pong", new Frame.Pong(Integer.MAX_VALUE));
    frames.put("frame bye", new Frame.Bye(ErrorCode.DRAINING));
    frames.put("frame neighbours", new Frame.Neighbours(List.of(id(1), id(21), id(41))));
    frames.put("frame neighbours, none", new Frame.Neighbours(List.of()));
    frames.put("frame open", new Frame.Open(0x01020304, 0, 5));
    frames.put("frame close", new Frame.Close());
    frames.put("frame data", new Frame.Data(true, true, ascii("hello")));
    frames.put("frame data, a fragment", new Frame.Data(false, false, pattern(0, 16)));
    frames.put("frame relay", new Frame.Relay(false, 0, id(1), pattern(0, 4)));
    frames.put("frame relay, credit", new Frame.Relay(true, 255, id(1), new byte[0]));
    frames.put("frame reject", new Frame.Reject(7, ErrorCode.LIMIT));
  }

  private static void content(Map<String, Frame> frames) {
    byte[] content = pattern(0xc0, 32);
    frames.put("frame manifest request", new Frame.ManifestRequest(content));
    frames.put("frame manifest reply", new Frame.ManifestReply(content, pattern(1, 10)));
    frames.put("frame hashes request", new Frame.HashesRequest(content, 3));
    frames.put(
        "frame hashes reply", new Frame.HashesReply(content, 3, pattern(0, 64), pattern(64, 32)));
    frames.put("frame blocks request", new Frame.BlocksRequest(content, 9, 1024, 256));
    frames.put("frame blocks cancel", new Frame.BlocksCancel(9));
    frames.put("frame content error", new Frame.ContentError(content, ErrorCode.CONTENT_CHANGED));
  }

  private static Frame simple(Payload payload) {
    return new Routed(
        new Envelope(1, id(1), id(21), Mode.EXACT, 64, List.of(), List.of(), List.of(), payload));
  }

  private static void routed(Map<String, Frame> frames) {
    frames.put(
        "routed find node",
        new Routed(
            new Envelope(
                -2,
                id(1),
                id(21),
                Mode.CLOSEST,
                64,
                List.of(id(1), id(61)),
                List.of(id(81)),
                List.of(id(101), id(121)),
                new Payload.FindNode(id(41)))));
    frames.put(
        "routed nodes",
        new Routed(
            new Envelope(
                0x0102030405060708L,
                id(1),
                id(21),
                Mode.REPLY,
                0,
                List.of(),
                List.of(),
                List.of(id(1)),
                new Payload.Nodes(List.of(browser(), master())))));
    StoredValue immutable = value("value immutable");
    StoredValue own = value("value own entry");
    StoredValue shared = value("value set entry");
    frames.put("routed store immutable", simple(new Payload.Store(immutable)));
    frames.put("routed store own entry", simple(new Payload.Store(own)));
    frames.put("routed store set entry", simple(new Payload.Store(shared)));
    frames.put("routed find value", simple(new Payload.FindValue(id(41))));
    frames.put(
        "routed values",
        simple(new Payload.Values(List.of(immutable, shared), List.of(browser()))));
    frames.put("routed values, none", simple(new Payload.Values(List.of(), List.of())));
    frames.put("routed sealed", simple(new Payload.Sealed(pattern(0, 48))));
    frames.put(
        "routed knock",
        simple(new Payload.Knock(browser(), pattern(0xb0, 16), TIME + 60_000, pattern(0xd0, 64))));
    frames.put("routed message", simple(new Payload.Message(ascii("hi"))));
    frames.put("routed ack", simple(new Payload.Ack(new byte[0])));
    frames.put("routed ack with a proof", simple(new Payload.Ack(pattern(0xe0, 16))));
    frames.put("routed failure", simple(new Payload.Failure(ErrorCode.UNREACHABLE)));
  }
}
