package gossamer.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.AttributeType;
import gossamer.stun.IntegrityKey;
import gossamer.stun.NonceCookie;
import gossamer.stun.PasswordAlgorithm;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The long-term credential mechanism (RFC 8489, section 9.2) and time-limited credentials. */
class CredentialsTest {
  private final Lab lab = new Lab();
  private final Client client = Client.of(lab);

  @Test
  void challengesWhoProvesNothing() throws Exception {
    StunMessage answer = lab.answer(client.tuple, client.plain(StunMethod.ALLOCATE, Client::udp));
    assertEquals(401, Client.code(answer));
    assertEquals("", answer.errorCode().orElseThrow().reason());
    assertEquals(Lab.REALM, answer.text(AttributeType.REALM).orElseThrow());
    String nonce = answer.text(AttributeType.NONCE).orElseThrow();
    assertEquals(NonceCookie.PASSWORD_ALGORITHMS, NonceCookie.features(nonce).orElseThrow());
    assertEquals(
        List.of(PasswordAlgorithm.SHA_256, PasswordAlgorithm.MD5),
        PasswordAlgorithm.read(answer.value(AttributeType.PASSWORD_ALGORITHMS).orElseThrow()));
    assertTrue(answer.size() <= 128, answer.size() + " bytes for nothing");
  }

  @Test
  void takesMd5FromWhoKnowsNothingElse() throws Exception {
    client.allocated();
    assertEquals(1, lab.server.allocations());
  }

  @Test
  void takesSha256AndAnswersInKind() throws Exception {
    client.challenged().sha256 = true;
    StunMessage answer = client.tryAllocate(it -> it);
    assertEquals(0, Client.code(answer));
    assertTrue(answer.integritySha256Holds(client.key()));
    assertFalse(answer.has(AttributeType.MESSAGE_INTEGRITY));
  }

  @Test
  void refusesAListOfAlgorithmsThatWasShortened() throws Exception {
    client.challenged();
    List<PasswordAlgorithm> md5 = List.of(PasswordAlgorithm.MD5);
    StunMessage answer =
        client.tryAllocate(it ->
            it.passwordAlgorithms(AttributeType.PASSWORD_ALGORITHMS, md5)
                .passwordAlgorithms(AttributeType.PASSWORD_ALGORITHM, md5));
    assertEquals(400, Client.code(answer));
  }

  @Test
  void refusesAChoiceWithoutItsList() throws Exception {
    client.challenged();
    List<PasswordAlgorithm> md5 = List.of(PasswordAlgorithm.MD5);
    assertEquals(
        400,
        Client.code(
            client.tryAllocate(
                it -> it.passwordAlgorithms(AttributeType.PASSWORD_ALGORITHM, md5))));
    assertEquals(
        400,
        Client.code(
            client.tryAllocate(
                it -> it.passwordAlgorithms(AttributeType.PASSWORD_ALGORITHMS, md5))));
  }

  /** A nonce whose cookie was taken away, so that the client would fall back to MD5. */
  @Test
  void refusesANonceThatNoLongerAnnouncesAlgorithms() throws Exception {
    client.challenged();
    client.nonce = NonceCookie.announce(0, client.nonce.substring(13));
    assertEquals(438, Client.code(client.tryAllocate(it -> it)));
    client.nonce = client.nonce.substring(13);
    assertEquals(438, Client.code(client.tryAllocate(it -> it)));
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownUserAlike() throws Exception {
    Client wrong = new Client(lab, client.tuple, Lab.USER, "guess").challenged();
    Client unknown = new Client(lab, client.tuple, "mallory", "guess").challenged();
    StunMessage one = wrong.tryAllocate(it -> it);
    int size = one.size();
    assertEquals(401, Client.code(one));
    StunMessage other = unknown.tryAllocate(it -> it);
    assertEquals(401, Client.code(other));
    assertEquals(size, other.size());
    assertEquals(2, lab.server.counters().refused(TurnRefusal.WRONG_PASSWORD));
  }

  @Test
  void refusesIntegrityWithoutNameRealmOrNonce() throws Exception {
    for (int left : List.of(AttributeType.USERNAME, AttributeType.REALM, AttributeType.NONCE)) {
      client.challenged();
      ByteBuffer packet = ByteBuffer.allocate(500);
      var writer = Client.udp(client.begin(packet, StunMethod.ALLOCATE));
      if (left != AttributeType.USERNAME) {
        writer.text(AttributeType.USERNAME, client.user);
      }
      if (left != AttributeType.REALM) {
        writer.text(AttributeType.REALM, Lab.REALM);
      }
      if (left != AttributeType.NONCE) {
        writer.text(AttributeType.NONCE, client.nonce);
      }
      writer.integrity(client.key()).finish();
      assertEquals(400, Client.code(lab.answer(client.tuple, packet.flip())));
    }
  }

  @Test
  void refusesAnotherRealm() throws Exception {
    client.challenged();
    ByteBuffer packet = ByteBuffer.allocate(500);
    Client.udp(client.begin(packet, StunMethod.ALLOCATE))
        .text(AttributeType.USERNAME, client.user)
        .text(AttributeType.REALM, "elsewhere")
        .text(AttributeType.NONCE, client.nonce)
        .integrity(IntegrityKey.longTermMd5(client.user, "elsewhere", client.password))
        .finish();
    assertEquals(401, Client.code(lab.answer(client.tuple, packet.flip())));
  }

  @Test
  void noncesEndAfterAnHour() throws Exception {
    client.challenged();
    lab.pass(3_599);
    assertEquals(437, client.refresh(600));
    lab.pass(1);
    assertEquals(438, client.refresh(600));
    StunMessage answer = lab.answer(client.tuple, client.signed(StunMethod.REFRESH, it -> it));
    client.nonce = answer.text(AttributeType.NONCE).orElseThrow();
    assertEquals(0, Client.code(client.tryAllocate(it -> it)));
  }

  @Test
  void noncesAreOfOneClientAndOneServer() throws Exception {
    client.challenged();
    for (FiveTuple other :
        List.of(
            Lab.tuple("1.1.0.1", 1_002),
            Lab.tuple("1.1.0.2", 1_001),
            new FiveTuple(Transport.TCP, Lab.SERVER, client.tuple.client()))) {
      Client thief = new Client(lab, other, Lab.USER, Lab.PASSWORD);
      thief.nonce = client.nonce;
      assertEquals(438, Client.code(thief.tryAllocate(it -> it)));
    }
    Lab elsewhere = new Lab(Lab.usual(), Lab::passwordOf, 2);
    Client same = new Client(elsewhere, client.tuple, Lab.USER, Lab.PASSWORD);
    same.nonce = client.nonce;
    assertEquals(438, Client.code(same.tryAllocate(it -> it)));
  }

  @Test
  void noncesCannotBeMadeUp() throws Exception {
    client.challenged();
    String good = client.nonce;
    for (int i = 0; i < good.length(); i++) {
      char[] text = good.toCharArray();
      text[i] = text[i] == 'A' ? 'B' : 'A';
      client.nonce = new String(text);
      assertEquals(438, Client.code(client.tryAllocate(it -> it)), client.nonce);
      lab.pass(1);
    }
    for (String nonce : List.of("", "x", good + "A", good.substring(1), "é".repeat(20))) {
      client.nonce = nonce;
      assertEquals(438, Client.code(client.tryAllocate(it -> it)), nonce);
    }
  }

  @Test
  void aUserHashIsNotUnderstoodForUsersAreNotListed() throws Exception {
    client.challenged();
    byte[] hash = IntegrityKey.userhash(client.user, Lab.REALM);
    StunMessage answer =
        client.tryAllocate(it -> it.bytes(AttributeType.USERHASH, ByteBuffer.wrap(hash)));
    assertEquals(420, Client.code(answer));
    assertEquals(List.of(AttributeType.USERHASH), answer.unknownAttributes());
  }

  @Test
  void anAllocationIsItsUsers() throws Exception {
    client.allocated();
    Client bob = new Client(lab, client.tuple, "bob", "bob's password");
    bob.nonce = client.nonce;
    assertEquals(441, bob.refresh(0));
    assertEquals(441, bob.permit(Lab.PEER));
    assertEquals(441, bob.bind(0x4000, Lab.PEER));
    assertEquals(1, lab.server.allocations());
  }

  @Test
  void answersOnlySoManyRequestsOfOneSourceThatProvesNothing() throws Exception {
    int perSecond = TurnLimits.usual().answersPerSecond();
    assertEquals(2 * perSecond, answersTo(10 * perSecond));
    assertEquals(8L * perSecond, lab.server.counters().refused(TurnRefusal.RATE));
    // Others are answered, and so is it a second later.
    assertNotNull(lab.answer(Lab.tuple("1.1.7.7", 5), client.plain(StunMethod.BINDING, it -> it)));
    lab.pass(1);
    assertEquals(perSecond, answersTo(2 * perSecond));
    assertEquals(0, lab.server.allocations());
  }

  @Test
  void aSlash64OfIpv6IsOneSource() throws Exception {
    int perSecond = TurnLimits.usual().answersPerSecond();
    int answers = 0;
    for (int i = 0; i < 4 * perSecond; i++) {
      TransportAddress from = Lab.address("2a00:0:0:7::" + i, 9);
      var tuple = new FiveTuple(Transport.UDP, Lab.SERVER6, from);
      answers += lab.answer(tuple, client.plain(StunMethod.ALLOCATE, it -> it)) == null ? 0 : 1;
    }
    assertEquals(2 * perSecond, answers);
  }

  private int answersTo(int requests) throws Exception {
    int answers = 0;
    for (int i = 0; i < requests; i++) {
      int method = i % 2 == 0 ? StunMethod.ALLOCATE : StunMethod.BINDING;
      FiveTuple from = Lab.tuple("1.1.0.1", 1_000 + i);
      answers += lab.answer(from, client.plain(method, it -> it)) == null ? 0 : 1;
    }
    return answers;
  }

  @Test
  void aUserIsAnsweredThoughItsSourceAskedTooOften() throws Exception {
    client.allocated();
    answersTo(1_000);
    assertEquals(0, client.permit(Lab.PEER));
  }

  /** As a service that only shares the secret makes them. */
  @Test
  void timeLimitedCredentialsAreThoseOfCoturnsRestInterface() {
    var limited = new TimeLimited("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    var issued = limited.issue("peer", 1_700_000_000);
    assertEquals("1700000000:peer", issued.username());
    assertEquals("xgPcgx4p66485p7ZVK1xo+IgcQM=", issued.password());
    assertEquals(issued.password(), limited.password(issued.username(), 1_699_999_999, false));
    assertNull(limited.password(issued.username(), 1_700_000_000, false));
    assertEquals(issued.password(), limited.password(issued.username(), 1_800_000_000, true));
    for (String bad : List.of("", ":peer", "x:peer", "-1:peer", "1700000000000:p", "17 0:p")) {
      assertNull(limited.password(bad, 0, false), bad);
    }
    var other = new TimeLimited(new byte[16]);
    assertNotEquals(issued.password(), other.password(issued.username(), 0, false));
    assertFalse(issued.toString().contains(issued.password()));
  }

  @Test
  void whatExpiresEndsNoAllocationButAllowsNoNewOne() throws Exception {
    var limited = new TimeLimited(new byte[16]);
    Lab lab = new Lab(Lab.usual(), limited, 1);
    TimeLimited.Issued issued = limited.issue("peer", lab.now / Lab.SECOND + 100);
    Client client = new Client(lab, Client.of(lab).tuple, issued.username(), issued.password());
    client.allocated();
    lab.pass(200);
    assertEquals(0, client.permit(Lab.PEER));
    assertEquals(0, client.refresh(0));
    assertEquals(401, Client.code(client.tryAllocate(it -> it)));
  }
}
