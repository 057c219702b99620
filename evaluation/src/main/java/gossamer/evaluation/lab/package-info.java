/**
 * A laboratory on one machine: network namespaces, cables and bridges between them, and a wide-area
 * link with delay, jitter, loss and a rate. Linux only; it needs root and the program {@code ip}.
 */
@NullMarked
package gossamer.evaluation.lab;

import org.jspecify.annotations.NullMarked;
