package gossamer.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;

/**
 * The application's side, a JavaScript object with one method for each {@link
 * gossamer.peer.host.Event}. Ids are 40 hexadecimal digits, codes the text of ErrorCode, paths
 * their ordinal, records as in {@link Records}.
 */
public interface Listener extends JSObject {
  /** See Event.RecordRenewed. */
  void recordRenewed(JSObject peer);

  /** See Event.Done, Connected, Found, Got and Shared: the value is what they carry. */
  void done(int ticket, @Nullable JSObject value);

  /** See Event.Failed. */
  void failed(int ticket, String code, String reason);

  /** See Event.LinkUp. */
  void linkUp(JSObject peer, int path);

  /** See Event.LinkPath. */
  void linkPath(String peer, int path);

  /** See Event.LinkDown. */
  void linkDown(String peer, String code);

  /** See Event.MasterFailed. */
  void masterFailed(String address, String code);

  /** See Event.ConnectionOpened. */
  void connectionOpened(JSObject peer);

  /** See Event.ConnectionClosed. */
  void connectionClosed(String peer, String code);

  /** See Event.DataReceived. */
  void data(String peer, boolean text, @JSByRef byte[] bytes);

  /** See Event.MessageReceived. */
  void message(String peer, @JSByRef byte[] bytes);

  /** See Event.Delivered. */
  void delivered(String key, String source, @JSByRef byte[] bytes);

  /** See Event.Forwarding. */
  void forwarding(int token, String key, String next, @JSByRef byte[] bytes);

  /** See Event.ManifestKnown. */
  void manifest(int ticket, @JSByRef byte[] manifest);

  /** See Event.Progress. */
  void progress(int ticket, double bytes, int holders);

  /** See Event.ShareLost. */
  void shareLost(int share, String code);
}
