package gossamer.stun;

import gossamer.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** No datagram makes the reading of a message throw anything but its own exception. */
class StunMessageFuzzTest {
  private static final IntegrityKey KEY = IntegrityKey.shortTerm("password");

  @Test
  void survives() throws Exception {
    Fuzzing.check(StunMessageFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      StunMessage message = StunMessage.parse(ByteBuffer.wrap(input));
      message.fingerprintHolds();
      message.integrityHolds(KEY);
      message.integritySha256Holds(KEY);
      message.unknownRequired(AttributeType::understoodByTurn);
      for (int i = 0; i < message.attributeCount(); i++) {
        everyReading(message, message.attributeType(i));
      }
      if (message.size() != input.length) {
        throw new IllegalStateException("a message of another length");
      }
    } catch (StunException expected) {
      if (expected.reason() == null) {
        throw new IllegalStateException("an exception without a reason", expected);
      }
    }
  }

  /** Each reading apart: one that refuses must not hide the next. */
  private static void everyReading(StunMessage message, int type) {
    attempt(() -> message.text(type));
    attempt(() -> message.uint32(type));
    attempt(() -> message.uint64(type));
    attempt(() -> message.firstByte(type, 1));
    attempt(() -> message.address(type));
    attempt(() -> message.xorAddresses(type));
    attempt(message::channelNumber);
    attempt(message::errorCode);
    attempt(message::addressErrorCode);
    attempt(message::unknownAttributes);
    attempt(() -> PasswordAlgorithm.read(message.value(type).orElseThrow()));
  }

  private interface Reading {
    Object read() throws StunException;
  }

  private static void attempt(Reading reading) {
    try {
      reading.read();
    } catch (StunException expected) {
      if (expected.reason() != StunException.Reason.BAD_ATTRIBUTE) {
        throw new IllegalStateException(expected);
      }
    }
  }
}
