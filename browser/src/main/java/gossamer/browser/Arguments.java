package gossamer.browser;

import gossamer.peer.PeerConfig;
import gossamer.peer.id.Id;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;

/** What JavaScript hands in, as the types of the core. */
final class Arguments {
  private Arguments() {}

  static PeerConfig config(Options options, Topology topology) {
    PeerRecord.Location location =
        options.getLocated()
            ? new PeerRecord.Location(options.getLatitude(), options.getLongitude())
            : null;
    return new PeerConfig(
        options.getNetwork(),
        PeerKind.BROWSER,
        options.getSigningKey(),
        options.getSealingKey(),
        options.getSecret(),
        new ArrayList<>(0),
        location,
        options.getMaxLinks(),
        options.getLinks(),
        options.getWebrtc(),
        topology);
  }

  /** An id of 40 hexadecimal digits, which the caller has checked. */
  static Id id(String hex) {
    Id id = Id.parse(hex);
    if (id == null) {
      throw new IllegalArgumentException("not an id");
    }
    return id;
  }

  /** An encoded record, or null when there is none or it is unusable. */
  static @Nullable PeerRecord record(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : PeerRecord.decode(bytes);
    } catch (ProtocolException e) {
      return null;
    }
  }

  /** Encoded records; unusable ones are passed over. */
  static List<PeerRecord> records(JSArray<JSObject> encoded) {
    List<PeerRecord> records = new ArrayList<>();
    for (int i = 0; i < encoded.getLength(); i++) {
      PeerRecord record = record(Records.toBytes(encoded.get(i)));
      if (record != null) {
        records.add(record);
      }
    }
    return records;
  }
}
