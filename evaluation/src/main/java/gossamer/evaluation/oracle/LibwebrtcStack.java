package gossamer.evaluation.oracle;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import gossamer.evaluation.endpoint.PeerStack;

/** libwebrtc, through webrtc-java. */
final class LibwebrtcStack implements PeerStack {
  // With the default module a machine without sound aborts the JVM.
  private final PeerConnectionFactory factory =
      new PeerConnectionFactory(new HeadlessAudioDeviceModule());

  @Override
  public Connection connect(Events events) {
    var observer = new LibwebrtcEvents(events);
    return new LibwebrtcConnection(
        factory.createPeerConnection(new RTCConfiguration(), observer), events);
  }

  /**
   * Runs what an event does. Anything that escapes a callback of the native code would abort the
   * JVM, so this is the end of the way for all of it.
   */
  static void guarded(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException | Error e) {
      System.err.println("in a callback: " + e);
    }
  }
}
