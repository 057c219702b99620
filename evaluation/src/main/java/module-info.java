/** Experiments on real browsers and masters. */
module gossamer.evaluation {
  requires static transitive org.jspecify;
  requires transitive tools.jackson.databind;
  requires gossamer.jvm;
  requires gossamer.master;
  requires transitive gossamer.simulator;
  requires gossamer.stun;
  requires gossamer.turn;
  requires gossamer.webrtc;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires jdk.httpserver;
  requires jdk.management;
  requires static webrtc.java;

  exports gossamer.evaluation;
  exports gossamer.evaluation.browser;
  exports gossamer.evaluation.endpoint;
  exports gossamer.evaluation.experiment;
  exports gossamer.evaluation.home;
  exports gossamer.evaluation.lab;
  exports gossamer.evaluation.overlay;
  exports gossamer.evaluation.process;
}
