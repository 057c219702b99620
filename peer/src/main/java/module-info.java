/**
 * The protocol core: pure state machines without sockets, clocks, threads or randomness of their
 * own.
 */
module gossamer.peer {
  requires static transitive org.jspecify;

  exports gossamer.peer;
  exports gossamer.peer.id;
  exports gossamer.peer.table;
  exports gossamer.peer.wire;
  exports gossamer.peer.host;
  exports gossamer.peer.link;
  exports gossamer.peer.overlay;
  exports gossamer.peer.records;
  exports gossamer.peer.signal;
  exports gossamer.peer.content;
}
