package io.upstream.metrics.it.races;

import java.util.SortedSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * jcstress without the forks whose locks are biased. A JDK that still has such locks gets each fork
 * twice, with and without, and there is no option against it; but no JDK since 15 biases a lock
 * unless it is told to.
 */
final class Unbiased extends JCStress {

  private static final String BIASED = "-XX:+UseBiasedLocking";

  private Unbiased(Options options) {
    super(options);
  }

  /** Takes the options of jcstress' own entrance. */
  public static void main(String[] arguments) throws Exception {
    Options options = new Options(arguments);
    if (!options.parse()) {
      throw new IllegalArgumentException(String.join(" ", arguments));
    }
    new Unbiased(options).run();
  }

  /** Asked for once the kinds of forks are known, and before they are planned. */
  @Override
  public SortedSet<String> getTests() {
    VMSupport.getAvailableVMConfigs().removeIf(config -> config.args().contains(BIASED));
    return super.getTests();
  }
}
