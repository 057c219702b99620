package gossamer.webrtc.ice;

/** A line that is no candidate of RFC 8839, section 5.1. */
public final class CandidateException extends Exception {
  private static final long serialVersionUID = 1;

  CandidateException(String message) {
    super(message, null, false, false);
  }
}
