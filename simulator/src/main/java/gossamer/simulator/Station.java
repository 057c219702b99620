package gossamer.simulator;

import gossamer.peer.host.Input;

/** Something at the end of a transport: a production peer, or one that a test moves by hand. */
public interface Station {
  /** Its number in the network, from 0. */
  int index();

  /** Whether bytes reach it: false when it was killed. */
  boolean alive();

  /** Something happened at one of its links. */
  void input(Input input);
}
