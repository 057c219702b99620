package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import java.util.function.Consumer;

/** Signs, verifies, seals and opens for a peer. */
final class HostServices {
  private final Cryptography cryptography;
  private final Cryptography.Identity identity;
  private final Consumer<Input> answers;

  HostServices(Cryptography cryptography, Cryptography.Identity identity, Consumer<Input> answers) {
    this.cryptography = cryptography;
    this.identity = identity;
    this.answers = answers;
  }

  void handle(Output output) {
    answers.accept(
        switch (output) {
          case Output.Sign o -> new Input.Signed(o.ticket(), identity.sign(o.message()));
          case Output.Verify o ->
              new Input.Verified(
                  o.ticket(), cryptography.verify(o.key(), o.message(), o.signature()));
          case Output.Seal o ->
              new Input.Sealed(
                  o.ticket(), cryptography.seal(o.receiver(), o.plaintext(), o.context()));
          case Output.Unseal o ->
              new Input.Unsealed(o.ticket(), identity.unseal(o.body(), o.context()));
          default -> throw new IllegalArgumentException("no service");
        });
  }
}
