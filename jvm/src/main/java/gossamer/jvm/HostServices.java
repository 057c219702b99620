package gossamer.jvm;

import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import io.netty.channel.EventLoop;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cryptographic services of a host. They run on a thread of their own, one after the other: a
 * signature takes about a millisecond, and many at once must not make the loop late for its
 * neighbours.
 */
final class HostServices {
  private static final Logger log = LoggerFactory.getLogger(HostServices.class);

  /** The thread ends when it was idle for as long, and starts again when it is needed. */
  private static final long IDLE_MILLIS = 5000;

  private final Identity identity;
  private final EventLoop loop;
  private final Consumer<Input> inputs;
  private final Consumer<RuntimeException> failures;
  private final ThreadPoolExecutor worker;

  /** Services that answer on the loop. */
  HostServices(
      Identity identity,
      EventLoop loop,
      Consumer<Input> inputs,
      Consumer<RuntimeException> failures) {
    this.identity = identity;
    this.loop = loop;
    this.inputs = inputs;
    this.failures = failures;
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(HostLimits.CRYPTOGRAPHY),
            Thread.ofPlatform().daemon().name("gossamer-cryptography").factory());
    worker.allowCoreThreadTimeOut(true);
  }

  void sign(Output.Sign o) {
    run(() -> new Input.Signed(o.ticket(), identity.sign(o.message())));
  }

  void verify(Output.Verify o) {
    run(() -> new Input.Verified(o.ticket(), Ed25519.verify(o.key(), o.message(), o.signature())));
  }

  void seal(Output.Seal o) {
    run(() ->
        new Input.Sealed(o.ticket(), SealedBody.seal(o.receiver(), o.plaintext(), o.context())));
  }

  void unseal(Output.Unseal o) {
    run(() -> new Input.Unsealed(o.ticket(), identity.unseal(o.body(), o.context())));
  }

  private void run(Supplier<Input> service) {
    worker.execute(() -> answer(service));
  }

  private void answer(Supplier<Input> service) {
    Runnable answer;
    try {
      Input input = service.get();
      answer = () -> inputs.accept(input);
    } catch (RuntimeException e) {
      answer = () -> failures.accept(e);
    }
    try {
      loop.execute(answer);
    } catch (RejectedExecutionException e) {
      log.debug("the loop ended before an answer came");
    }
  }
}
