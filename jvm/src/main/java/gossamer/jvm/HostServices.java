package gossamer.jvm;

import gossamer.peer.host.Input;
import gossamer.peer.host.Output;

/** The cryptographic services of a host; each takes well under a millisecond. */
final class HostServices {
  private final Identity identity;

  HostServices(Identity identity) {
    this.identity = identity;
  }

  Input sign(Output.Sign request) {
    return new Input.Signed(request.ticket(), identity.sign(request.message()));
  }

  Input verify(Output.Verify request) {
    return new Input.Verified(
        request.ticket(), Ed25519.verify(request.key(), request.message(), request.signature()));
  }

  Input seal(Output.Seal request) {
    return new Input.Sealed(
        request.ticket(),
        SealedBody.seal(request.receiver(), request.plaintext(), request.context()));
  }

  Input unseal(Output.Unseal request) {
    return new Input.Unsealed(request.ticket(), identity.unseal(request.body(), request.context()));
  }
}
