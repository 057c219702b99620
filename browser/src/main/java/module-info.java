/** The peer in the browser. */
module gossamer.browser {
  requires static org.jspecify;
  requires gossamer.peer;
  requires org.teavm.jso;
  requires org.teavm.jso.apis;
}
