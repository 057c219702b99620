package gossamer.jvm.dtls;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks at the plain header of DTLS 1.2 records (RFC 6347, section 4.1) before the engine does: a
 * header that promises more than the datagram holds ends the JDK's session, a fragment that lies
 * outside of its message or a message of the wrong side too (section 4.2.3), and records of a third
 * epoch are kept without bound.
 */
final class RecordFilter {
  /** Bytes of the header of a record. */
  static final int HEADER = 13;

  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;

  private static final int DTLS_1_0 = 0xfeff;
  private static final int DTLS_1_2 = 0xfefd;
  private static final int LONGEST = EngineSession.DATAGRAM - HEADER;
  private static final int MESSAGE_HEADER = 12;

  /** The longest handshake message that the JDK takes, {@code jdk.tls.maxHandshakeMessageSize}. */
  private static final int LONGEST_MESSAGE = 32_768;

  static final Optional<DtlsDrop> PASSES = Optional.empty();
  static final Optional<DtlsDrop> EARLY = Optional.of(DtlsDrop.EARLY);
  static final Optional<DtlsDrop> LATE = Optional.of(DtlsDrop.LATE);
  static final Optional<DtlsDrop> HANDSHAKE_LIMIT = Optional.of(DtlsDrop.HANDSHAKE_LIMIT);
  private static final Optional<DtlsDrop> MALFORMED = Optional.of(DtlsDrop.MALFORMED);
  private static final Optional<DtlsDrop> EPOCH = Optional.of(DtlsDrop.EPOCH);
  private static final Optional<DtlsDrop> FRAGMENT = Optional.of(DtlsDrop.FRAGMENT);
  private static final Optional<DtlsDrop> PLAIN = Optional.of(DtlsDrop.PLAIN);

  /**
   * What a server says in a handshake of DTLS 1.2 and its extensions, one bit per type: hello,
   * verify request, ticket, certificate, key exchange, request, done, finished, status.
   */
  static final int FROM_SERVER = bits(2, 3, 4, 11, 12, 13, 14, 20, 22);

  /** What a client says: hello, certificate, verify, key exchange, finished. */
  static final int FROM_CLIENT = bits(1, 11, 15, 16, 20);

  private RecordFilter() {}

  private static int bits(int... types) {
    int bits = 0;
    for (int type : types) {
      bits |= 1 << type;
    }
    return bits;
  }

  /** True when a whole record starts at the position; otherwise the rest is to be dropped. */
  static boolean isRecord(ByteBuffer datagram) {
    if (datagram.remaining() <= HEADER) {
      return false;
    }
    int at = datagram.position();
    int type = type(datagram);
    int version = datagram.getShort(at + 1) & 0xffff;
    int length = length(datagram);
    return type >= CHANGE_CIPHER_SPEC
        && type <= APPLICATION_DATA
        && (version == DTLS_1_2 || version == DTLS_1_0)
        && length > 0
        && length <= LONGEST
        && length <= datagram.remaining() - HEADER;
  }

  static int type(ByteBuffer record) {
    return record.get(record.position()) & 0xff;
  }

  static int epoch(ByteBuffer record) {
    return record.getShort(record.position() + 3) & 0xffff;
  }

  static int length(ByteBuffer record) {
    return record.getShort(record.position() + 11) & 0xffff;
  }

  /**
   * Why the whole record at the position must not reach the engine.
   *
   * @param messages what the other side may say: the JDK's client breaks on a ClientHello
   */
  static Optional<DtlsDrop> refusal(ByteBuffer record, int messages) {
    int epoch = epoch(record);
    if (epoch > 1) {
      return EPOCH;
    }
    if (epoch == 1) {
      return PASSES;
    }
    return switch (type(record)) {
      case HANDSHAKE -> areFragments(record, messages) ? PASSES : FRAGMENT;
      case CHANGE_CIPHER_SPEC -> length(record) == 1 ? PASSES : MALFORMED;
      default -> PLAIN;
    };
  }

  private static boolean areFragments(ByteBuffer record, int messages) {
    int at = record.position() + HEADER;
    int end = at + length(record);
    while (at < end) {
      if (end - at < MESSAGE_HEADER) {
        return false;
      }
      int type = record.get(at) & 0xff;
      int message = medium(record, at + 1);
      int offset = medium(record, at + 6);
      int fragment = medium(record, at + 9);
      if (type >= Integer.SIZE
          || (messages & 1 << type) == 0
          || message > LONGEST_MESSAGE
          || offset + fragment > message
          || fragment > end - at - MESSAGE_HEADER
          || (fragment == 0 && message > 0)) {
        return false;
      }
      at += MESSAGE_HEADER + fragment;
    }
    return true;
  }

  private static int medium(ByteBuffer from, int at) {
    return (from.get(at) & 0xff) << 16 | (from.getShort(at + 1) & 0xffff);
  }
}
