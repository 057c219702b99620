/** The protocol itself: pure state machines shared by every host. */
module gossamer.peer {
  requires static org.jspecify;
}
