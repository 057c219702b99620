/** DTLS 1.2 for data channels on the JDK's own engine, and the certificate that it proves. */
@NullMarked
package gossamer.jvm.dtls;

import org.jspecify.annotations.NullMarked;
