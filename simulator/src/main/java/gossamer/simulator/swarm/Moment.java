package gossamer.simulator.swarm;

import org.jspecify.annotations.Nullable;

/** Something that happens at one instant of virtual time; the timeline links them up. */
abstract class Moment {
  int time;
  int order;
  @Nullable Moment next;

  abstract void happen();
}
