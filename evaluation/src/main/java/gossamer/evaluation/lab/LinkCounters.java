package gossamer.evaluation.lab;

/**
 * What became of the packets of one direction.
 *
 * @param offered packets that came in
 * @param lost packets that the profile's loss took
 * @param overflowed packets that found the queue full
 * @param delivered packets that came out
 * @param deliveredBytes bytes of those, IP headers included
 */
public record LinkCounters(
    long offered, long lost, long overflowed, long delivered, long deliveredBytes) {}
