package gossamer.evaluation.channel;

import gossamer.evaluation.endpoint.EndpointProcess;
import gossamer.evaluation.lab.NetworkNamespace;
import gossamer.evaluation.oracle.LibwebrtcProgram;
import gossamer.evaluation.own.OwnProgram;
import gossamer.evaluation.process.Command;
import java.util.List;

/**
 * An implementation of data channels on the JVM that can be measured.
 *
 * @param name for people
 * @param program its {@code main}, an {@link gossamer.evaluation.endpoint.EndpointProgram}
 */
record Stack(String name, Class<?> program) {
  /** The peer: libwebrtc through webrtc-java. */
  static final Stack LIBWEBRTC = new Stack("libwebrtc", LibwebrtcProgram.class);

  /** Our own. */
  static final Stack OWN = new Stack("gossamer", OwnProgram.class);

  private static final List<String> OPTIONS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  /** Starts one end in a namespace. */
  EndpointProcess start(NetworkNamespace namespace) {
    return EndpointProcess.start(
        name, Command.java(program, OPTIONS, List.of()).after(namespace.prefix()));
  }
}
