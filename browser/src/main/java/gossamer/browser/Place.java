package gossamer.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** Under which key an entry is stored, as a JavaScript object. */
public interface Place extends JSObject {
  /** The key, one of many publishers'; null for a key that is this peer's own. */
  @JSProperty
  @Nullable String getKey();

  /** Tells own keys apart, 0 to 64 bytes. */
  @JSProperty
  @JSByRef
  byte[] getSalt();
}
