package gossamer.master;

import gossamer.jvm.DirectAddress;
import gossamer.jvm.Identity;
import gossamer.peer.Peer;
import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The network descriptor: which masters there are, this one first, and how peers connect. It is
 * plain JSON; its signature is a JWS with detached content (RFC 7515 appendix F, algorithm EdDSA of
 * RFC 8037) over the exact bytes of the body, in the header {@link #SIGNATURE}. The key in the
 * JWS's header ({@code jwk}) is the signing key of the first master's record.
 */
final class Descriptor {
  /** Where it is found. */
  static final String PATH = "/.well-known/gossamer.json";

  /** The header with the signature: {@code BASE64URL(header)..BASE64URL(signature)}. */
  static final String SIGNATURE = "gossamer-signature";

  private static final String CACHE_CONTROL = "max-age=60";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** A descriptor with its signature. */
  record Signed(byte[] json, StaticFile file, String signature) {}

  private record Master(String url, String direct, PeerRecord record) {}

  private final Identity identity;
  private final String network;
  private final OverlayKind overlay;
  private final Map<String, Signed> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Signed> eldest) {
          return size() > MasterLimits.DESCRIPTORS;
        }
      };

  Descriptor(Identity identity, String network, OverlayKind overlay) {
    this.identity = identity;
    this.network = network;
    this.overlay = overlay;
  }

  /**
   * The descriptor as of now; signed anew only when it changed.
   *
   * @param own the name under which it is asked for: its address is this master's in the answer
   * @param direct where whoever asks reaches this master by data channel; null for nowhere
   * @param ice where whoever asks finds relays, and its credentials
   * @return null while the own record is not signed yet
   */
  @Nullable Signed current(
      Peer peer, Authorities.Own own, @Nullable DirectAddress direct, List<IceServers.Server> ice) {
    PeerRecord record = peer.record();
    if (record == null) {
      return null;
    }
    String door = direct == null ? "" : direct.text();
    byte[] json = json(masters(peer, new Master(own.webSocket(), door, record)), ice);
    String user = ice.isEmpty() ? "" : ice.getFirst().username();
    String key = own.webSocket() + "#" + (direct == null ? "" : direct.at()) + "#" + user;
    Signed before = known.get(key);
    if (before != null && Arrays.equals(before.json, json)) {
      return before;
    }
    Signed fresh =
        new Signed(json, new StaticFile(ContentType.JSON, CACHE_CONTROL, true, json), sign(json));
    known.put(key, fresh);
    return fresh;
  }

  private static List<Master> masters(Peer peer, Master own) {
    Map<Id, Master> masters = new LinkedHashMap<>();
    masters.put(own.record.id(), own);
    Stream.concat(peer.neighbours().stream(), peer.contacts().stream())
        .filter(other -> other.kind() == PeerKind.MASTER && !other.addresses().isEmpty())
        .forEach(other ->
            masters.putIfAbsent(other.id(), new Master(other.addresses().getFirst(), "", other)));
    List<Master> all = new ArrayList<>(masters.values());
    return all.subList(0, Math.min(all.size(), MasterLimits.DESCRIPTOR_MASTERS));
  }

  private byte[] json(List<Master> masters, List<IceServers.Server> ice) {
    return Json.object(out -> {
      out.writeNumberProperty("version", overlay.version());
      out.writeStringProperty("network", network);
      out.writeStringProperty("overlay", overlay.text());
      out.writeArrayPropertyStart("masters");
      for (Master master : masters) {
        out.writeStartObject();
        out.writeStringProperty("url", master.url);
        if (!master.direct.isEmpty()) {
          out.writeStringProperty("direct", master.direct);
        }
        out.writeStringProperty("record", BASE64URL.encodeToString(master.record.encoded()));
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeArrayPropertyStart("iceServers");
      for (IceServers.Server server : ice) {
        out.writeStartObject();
        out.writeArrayPropertyStart("urls");
        server.urls().forEach(out::writeString);
        out.writeEndArray();
        out.writeStringProperty("username", server.username());
        out.writeStringProperty("credential", server.credential());
        out.writeEndObject();
      }
      out.writeEndArray();
    });
  }

  private String sign(byte[] payload) {
    byte[] header =
        Json.object(out -> {
          out.writeStringProperty("alg", "EdDSA");
          out.writeObjectPropertyStart("jwk");
          out.writeStringProperty("crv", "Ed25519");
          out.writeStringProperty("kty", "OKP");
          out.writeStringProperty("x", BASE64URL.encodeToString(identity.signingKey()));
          out.writeEndObject();
        });
    String head = BASE64URL.encodeToString(header);
    String input = head + "." + BASE64URL.encodeToString(payload);
    byte[] signature = identity.sign(input.getBytes(StandardCharsets.US_ASCII));
    return head + ".." + BASE64URL.encodeToString(signature);
  }
}
