/** Coverage-guided fuzzing as a test: a process with Jazzer, a fixed amount of work or of time. */
@NullMarked
package gossamer.fuzzing;

import org.jspecify.annotations.NullMarked;
