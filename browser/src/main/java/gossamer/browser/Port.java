package gossamer.browser;

import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;

/**
 * The host services, a JavaScript object with one method for each {@link
 * gossamer.peer.host.Output}. Arrays are those of the core: whoever keeps one beyond the call
 * copies it.
 */
public interface Port extends JSObject {
  /** The time, milliseconds since 1970, never going back. */
  double now();

  /** See Output.Dial. */
  void dial(int link, String address);

  /** See Output.Offer. */
  void offer(int link, int rung);

  /** See Output.Answer. */
  void answer(int link, @JSByRef byte[] offer, int rung);

  /** See Output.AcceptAnswer. */
  void acceptAnswer(int link, @JSByRef byte[] answer);

  /** See Output.Decipher. */
  void decipher(int link, @JSByRef byte[] bytes);

  /** See Output.Credit. */
  void credit(int link);

  /** One of Output.AddCandidates. */
  void addCandidate(int link, @JSByRef byte[] candidate);

  /** See Output.CloseLink. */
  void closeLink(int link);

  /** See Output.Send. */
  void send(int link, @JSByRef byte[] frame);

  /** See Output.Sign. */
  void sign(int ticket, @JSByRef byte[] message);

  /** See Output.Verify. */
  void verify(int ticket, @JSByRef byte[] key, @JSByRef byte[] message, @JSByRef byte[] signature);

  /** See Output.Seal. */
  void seal(int ticket, @JSByRef byte[] receiver, @JSByRef byte[] text, @JSByRef byte[] context);

  /** See Output.Unseal. */
  void unseal(int ticket, @JSByRef byte[] body, @JSByRef byte[] context);

  /** See Output.SendBlock; tag and index are in the header. */
  void sendBlock(int link, int share, @JSByRef byte[] header, int length);

  /** See Output.KeepBlock. */
  void keepBlock(int transfer, int index, int ref);

  /** See Output.DropBlock. */
  void dropBlock(int ref);
}
