package io.upstream.metrics.it.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A budget that is looked at first and spent then, without a lock: it must be seen to fail. */
@JCStressTest
@Outcome(
    id = {"1, 0", "0, 1"},
    expect = ACCEPTABLE,
    desc = "One has the last place.")
@Outcome(expect = FORBIDDEN, desc = "Both have it.")
@State
public class BrokenOnPurpose {

  private volatile int spent;

  private int admit() {
    if (spent >= 1) {
      return 0;
    }
    spent++;
    return 1;
  }

  @Actor
  public void first(II_Result r) {
    r.r1 = admit();
  }

  @Actor
  public void second(II_Result r) {
    r.r2 = admit();
  }
}
