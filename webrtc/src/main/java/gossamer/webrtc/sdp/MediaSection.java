package gossamer.webrtc.sdp;

/** One {@code m=} line with its attributes. */
public sealed interface MediaSection permits DataSection, RejectedSection {
  /** Its name in the bundle; empty when it has none. */
  String mid();

  /** Appends its lines. */
  void write(StringBuilder out);
}
