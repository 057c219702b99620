package gossamer.simulator.scenario;

/**
 * How a swarm was at one time.
 *
 * @param second seconds of virtual time since the start
 * @param peers that are alive
 * @param links mean of a sample of peers
 * @param bytesPerSecond of frames, per peer, since the sample before
 */
public record Sample(int second, int peers, double links, double bytesPerSecond) {}
