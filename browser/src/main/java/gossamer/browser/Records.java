package gossamer.browser;

import gossamer.peer.content.Manifest;
import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.StoredValue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;

/** Turns what the core knows into plain JavaScript objects. */
final class Records {
  private static final double HUNDREDTHS = 100;

  private Records() {}

  static JSObject of(PeerRecord record) {
    JSArray<JSString> addresses = new JSArray<>();
    for (String address : record.addresses()) {
      addresses.push(JSString.valueOf(address));
    }
    PeerRecord.Location at = record.location();
    JSObject place =
        at == null ? null : place(at.latitude() / HUNDREDTHS, at.longitude() / HUNDREDTHS);
    JSObject peer =
        peer(
            record.id().toString(),
            record.kind().ordinal(),
            record.encoded(),
            (double) record.expiresAt());
    locate(peer, addresses, place);
    return peer;
  }

  static JSArray<JSObject> of(List<PeerRecord> records) {
    JSArray<JSObject> array = new JSArray<>();
    for (PeerRecord record : records) {
      array.push(of(record));
    }
    return array;
  }

  static JSObject of(Manifest manifest) {
    return file(manifest.name(), manifest.type(), (double) manifest.size());
  }

  static JSArray<JSString> ids(List<Id> ids) {
    JSArray<JSString> array = new JSArray<>();
    for (Id id : ids) {
      array.push(JSString.valueOf(id.toString()));
    }
    return array;
  }

  static JSArray<JSObject> values(List<StoredValue> values) {
    JSArray<JSObject> array = new JSArray<>();
    for (StoredValue value : values) {
      boolean signed = value instanceof StoredValue.Entry;
      String publisher =
          value instanceof StoredValue.Entry entry ? Id.ofKey(entry.publisher()).toString() : "";
      array.push(value(value.value(), signed, publisher, (double) value.expiresAt()));
    }
    return array;
  }

  @JSBody(params = "bytes", script = "return bytes;")
  static native JSObject bytes(@JSByRef byte[] bytes);

  @JSBody(params = "bytes", script = "return bytes;")
  @JSByRef
  static native byte[] toBytes(JSObject bytes);

  @JSBody(
      params = {"id", "kind", "bytes", "expires"},
      script = "return {id: id, kind: kind, bytes: bytes, expires: expires};")
  private static native JSObject peer(String id, int kind, @JSByRef byte[] bytes, double expires);

  @JSBody(
      params = {"peer", "addresses", "location"},
      script = "peer.addresses = addresses; peer.location = location;")
  private static native void locate(
      JSObject peer, JSArray<JSString> addresses, @Nullable JSObject location);

  @JSBody(
      params = {"name", "type", "size"},
      script = "return {name: name, type: type, size: size};")
  private static native JSObject file(String name, String type, double size);

  @JSBody(
      params = {"latitude", "longitude"},
      script = "return {latitude: latitude, longitude: longitude};")
  private static native JSObject place(double latitude, double longitude);

  @JSBody(
      params = {"value", "signed", "publisher", "expires"},
      script = "return {value: value, publisher: signed ? publisher : null, expires: expires};")
  private static native JSObject value(
      @JSByRef byte[] value, boolean signed, String publisher, double expires);
}
