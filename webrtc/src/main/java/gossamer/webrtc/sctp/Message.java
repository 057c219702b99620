package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;

/**
 * A message to be sent.
 *
 * @param stream stream id, 0 to 65,534
 * @param ppid payload protocol identifier, any 32 bits (RFC 8831, section 8)
 * @param data from position to limit, at least one byte; not copied: it must not change until the
 *     message is delivered
 */
public record Message(int stream, int ppid, ByteBuffer data, Delivery delivery) {}
