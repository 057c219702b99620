/** Drives the installed Chromium and Firefox, each as processes of its own. */
@NullMarked
package gossamer.evaluation.browser;

import org.jspecify.annotations.NullMarked;
