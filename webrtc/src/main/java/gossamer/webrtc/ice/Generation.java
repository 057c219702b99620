package gossamer.webrtc.ice;

import gossamer.stun.IntegrityKey;
import gossamer.stun.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What begins anew with an ICE restart (RFC 8445, section 9): names, passwords, pairs. */
final class Generation {
  static final int MAX_REMOTES = 64;
  private static final int MAX_EARLY = 16;

  /** A valid check that came before the other side's credentials. */
  record Early(IcePath path, long priority, boolean useCandidate) {}

  final IceCredentials local;
  final IntegrityKey localKey;
  final CheckList list = new CheckList();
  final List<Candidate> remotes = new ArrayList<>();
  final List<Early> early = new ArrayList<>();
  final long startedAt;
  private @Nullable IceCredentials remote;
  private @Nullable IntegrityKey remoteKey;

  /** When the first pair succeeded, or MAX_VALUE. */
  long firstValidAt = Long.MAX_VALUE;

  @Nullable Pair nominating;

  @Nullable Pair chosen;

  Generation(IceCredentials local, long startedAt) {
    this.local = local;
    this.localKey = IntegrityKey.shortTerm(local.password());
    this.startedAt = startedAt;
  }

  void remote(IceCredentials credentials) {
    remote = credentials;
    remoteKey = IntegrityKey.shortTerm(credentials.password());
  }

  Optional<IceCredentials> remote() {
    return Optional.ofNullable(remote);
  }

  Optional<IntegrityKey> remoteKey() {
    return Optional.ofNullable(remoteKey);
  }

  Optional<Candidate> remoteAt(TransportAddress address) {
    return remotes.stream()
        .filter(candidate -> candidate.address().equals(Optional.of(address)))
        .findFirst();
  }

  /** False when the table is full. */
  boolean addRemote(Candidate candidate) {
    return remotes.size() < MAX_REMOTES && remotes.add(candidate);
  }

  /** False when the table is full. */
  boolean addEarly(Early check) {
    early.removeIf(other -> other.path().equals(check.path()) && !other.useCandidate());
    return early.size() < MAX_EARLY && early.add(check);
  }
}
