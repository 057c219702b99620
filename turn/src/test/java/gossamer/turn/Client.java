package gossamer.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.ChannelData;
import gossamer.stun.IntegrityKey;
import gossamer.stun.PasswordAlgorithm;
import gossamer.stun.StunClass;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/** A client that says what a test wants it to say. */
final class Client {
  private static final int UDP = 17;

  final Lab lab;
  final FiveTuple tuple;
  final String user;
  final String password;
  String nonce = "";
  boolean sha256;
  private int transactions;

  Client(Lab lab, FiveTuple tuple, String user, String password) {
    this.lab = lab;
    this.tuple = tuple;
    this.user = user;
    this.password = password;
  }

  static Client of(Lab lab) {
    return of(lab, 1);
  }

  /** The user Ada at one of many addresses. */
  static Client of(Lab lab, int number) {
    FiveTuple at = Lab.tuple("1.1." + number / 256 + "." + number % 256, 1_000 + number);
    return new Client(lab, at, Lab.USER, Lab.PASSWORD);
  }

  TransactionId next() {
    return new TransactionId(tuple.client().port(), ++transactions);
  }

  StunWriter begin(ByteBuffer into, int method) {
    return new StunWriter(into, StunClass.REQUEST, method, next());
  }

  /** An unsigned request. */
  ByteBuffer plain(int method, UnaryOperator<StunWriter> content) {
    ByteBuffer packet = ByteBuffer.allocate(2_048);
    content.apply(begin(packet, method)).finish();
    return packet.flip();
  }

  /** A signed request. */
  ByteBuffer signed(int method, UnaryOperator<StunWriter> content) {
    return signed(method, next(), content);
  }

  ByteBuffer signed(int method, TransactionId id, UnaryOperator<StunWriter> content) {
    ByteBuffer packet = ByteBuffer.allocate(2_048);
    StunWriter writer = content.apply(new StunWriter(packet, StunClass.REQUEST, method, id));
    writer
        .text(AttributeType.USERNAME, user)
        .text(AttributeType.REALM, Lab.REALM)
        .text(AttributeType.NONCE, nonce);
    if (sha256) {
      List<PasswordAlgorithm> both = List.of(PasswordAlgorithm.SHA_256, PasswordAlgorithm.MD5);
      writer
          .passwordAlgorithms(AttributeType.PASSWORD_ALGORITHMS, both)
          .passwordAlgorithms(AttributeType.PASSWORD_ALGORITHM, List.of(PasswordAlgorithm.SHA_256))
          .integritySha256(key());
    } else {
      writer.integrity(key());
    }
    writer.fingerprint().finish();
    return packet.flip();
  }

  IntegrityKey key() {
    return sha256
        ? IntegrityKey.longTermSha256(user, Lab.REALM, password)
        : IntegrityKey.longTermMd5(user, Lab.REALM, password);
  }

  /** Gets a nonce. */
  Client challenged() throws Exception {
    StunMessage answer = lab.answer(tuple, plain(StunMethod.ALLOCATE, it -> it));
    nonce = answer.text(AttributeType.NONCE).orElseThrow();
    return this;
  }

  /** The answer to a signed request, whose integrity must hold unless it is a challenge. */
  StunMessage ask(int method, UnaryOperator<StunWriter> content) throws Exception {
    return checked(lab.answer(tuple, signed(method, content)));
  }

  StunMessage checked(StunMessage answer) throws Exception {
    int code = code(answer);
    boolean holds = sha256 ? answer.integritySha256Holds(key()) : answer.integrityHolds(key());
    if (!holds && code != 401 && code != 438 && code != 400) {
      throw new IllegalStateException("an answer without integrity: " + code);
    }
    if (!answer.fingerprintHolds()) {
      throw new IllegalStateException("an answer without fingerprint");
    }
    return answer;
  }

  /** 0 for a success. */
  static int code(StunMessage answer) throws Exception {
    return answer.messageClass() == StunClass.SUCCESS ? 0 : answer.errorCode().orElseThrow().code();
  }

  static StunWriter udp(StunWriter request) {
    return request.firstByte(AttributeType.REQUESTED_TRANSPORT, UDP);
  }

  StunMessage tryAllocate(UnaryOperator<StunWriter> content) throws Exception {
    return ask(StunMethod.ALLOCATE, it -> content.apply(udp(it)));
  }

  /** The relayed address. */
  TransportAddress allocated() throws Exception {
    StunMessage answer = challenged().tryAllocate(it -> it);
    if (code(answer) != 0) {
      throw new IllegalStateException("no allocation: " + code(answer));
    }
    return answer.xorAddress(AttributeType.XOR_RELAYED_ADDRESS).orElseThrow();
  }

  int refresh(long seconds) throws Exception {
    return code(ask(StunMethod.REFRESH, it -> it.uint32(AttributeType.LIFETIME, seconds)));
  }

  int permit(TransportAddress... peers) throws Exception {
    return code(
        ask(
            StunMethod.CREATE_PERMISSION,
            it -> {
              for (TransportAddress peer : peers) {
                it.xorAddress(AttributeType.XOR_PEER_ADDRESS, peer);
              }
              return it;
            }));
  }

  int bind(int channel, TransportAddress peer) throws Exception {
    return code(
        ask(
            StunMethod.CHANNEL_BIND,
            it -> it.channelNumber(channel).xorAddress(AttributeType.XOR_PEER_ADDRESS, peer)));
  }

  void send(TransportAddress peer, byte[] payload) {
    lab.server.receive(sendOf(peer, payload, it -> it), tuple, lab.now);
  }

  ByteBuffer sendOf(TransportAddress peer, byte[] payload, UnaryOperator<StunWriter> more) {
    ByteBuffer packet = ByteBuffer.allocate(4_096);
    StunWriter writer = new StunWriter(packet, StunClass.INDICATION, StunMethod.SEND, next());
    more.apply(writer.xorAddress(AttributeType.XOR_PEER_ADDRESS, peer))
        .bytes(AttributeType.DATA, ByteBuffer.wrap(payload))
        .finish();
    return packet.flip();
  }

  void channelData(int channel, byte[] payload) {
    ByteBuffer packet = ByteBuffer.allocate(4_096);
    ChannelData.writeHeader(packet, channel, payload.length);
    lab.server.receive(packet.put(payload).flip(), tuple, lab.now);
  }
}
