package io.upstream.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Map;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Which recorder the static verbs use while recorders come and go. */
public class InstallRaces {

  private static final UpstreamRecorder BEFORE = recorder();
  private static final UpstreamRecorder ONE = recorder();
  private static final UpstreamRecorder OTHER = recorder();

  private InstallRaces() {}

  private static UpstreamRecorder recorder() {
    return UpstreamRecorder.builder().settings(Settings.of(Map.of(), Map.of())).jvm(false).build();
  }

  private static InstalledRecorder nothing() {
    return new InstalledRecorder(() -> BEFORE);
  }

  private static InstalledRecorder installed(UpstreamRecorder recorder) {
    InstalledRecorder installed = nothing();
    installed.install(recorder);
    return installed;
  }

  private static String name(UpstreamRecorder recorder) {
    return recorder == ONE
        ? "one"
        : recorder == OTHER
            ? "other"
            : recorder == BEFORE ? "before" : recorder.isEnabled() ? "unknown" : "none";
  }

  @JCStressTest
  @Outcome(id = "one|other", expect = ACCEPTABLE, desc = "The last of the two.")
  @Outcome(expect = FORBIDDEN, desc = "Neither.")
  @State
  public static class TwoAreInstalled {

    private final InstalledRecorder installed = nothing();

    @Actor
    public void first() {
      installed.install(ONE);
    }

    @Actor
    public void second() {
      installed.install(OTHER);
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = name(installed.get());
    }
  }

  @JCStressTest
  @Outcome(id = "before, one", expect = ACCEPTABLE, desc = "The verb came first.")
  @Outcome(id = "one, one", expect = ACCEPTABLE, desc = "The recorder came first.")
  @Outcome(expect = FORBIDDEN, desc = "The implicit recorder took an installed one's place.")
  @State
  public static class FirstVerbWhileOneIsInstalled {

    private final InstalledRecorder installed = nothing();

    @Actor
    public void operator() {
      installed.install(ONE);
    }

    @Actor
    public void caller(LL_Result r) {
      r.r1 = name(installed.get());
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = name(installed.get());
    }
  }

  @JCStressTest
  @Outcome(id = "one", expect = ACCEPTABLE, desc = "Both found the same.")
  @Outcome(expect = FORBIDDEN, desc = "Each has one of its own, and one's events are lost.")
  @State
  public static class FirstVerbsOfTwoThreads {

    private final InstalledRecorder installed = new InstalledRecorder(this::next);
    private UpstreamRecorder next = ONE;
    private UpstreamRecorder first;
    private UpstreamRecorder second;

    private UpstreamRecorder next() {
      UpstreamRecorder made = next;
      next = OTHER;
      return made;
    }

    @Actor
    public void first() {
      first = installed.get();
    }

    @Actor
    public void second() {
      second = installed.get();
    }

    @Arbiter
    public void after(L_Result r) {
      r.r1 = first == second ? name(first) : name(first) + " and " + name(second);
    }
  }

  @JCStressTest
  @Outcome(id = "(one|none|other), other", expect = ACCEPTABLE, desc = "The new one is used.")
  @Outcome(expect = FORBIDDEN, desc = "Closing the old one took the new one away.")
  @State
  public static class OneIsClosedWhileAnotherIsInstalled {

    private final InstalledRecorder installed = installed(ONE);

    @Actor
    public void closing() {
      installed.remove(ONE); // what its close() does first
    }

    @Actor
    public void installing(LL_Result r) {
      r.r1 = name(installed.get());
      installed.install(OTHER);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = name(installed.get());
    }
  }

  @JCStressTest
  @Outcome(id = "one, none", expect = ACCEPTABLE, desc = "The verb came first.")
  @Outcome(id = "none, none", expect = ACCEPTABLE, desc = "The verb does nothing.")
  @Outcome(expect = FORBIDDEN, desc = "A closed recorder is still used, or comes back.")
  @State
  public static class VerbWhileItsRecorderIsClosedTwice {

    private final InstalledRecorder installed = installed(ONE);

    @Actor
    public void closing() {
      installed.remove(ONE);
    }

    @Actor
    public void caller(LL_Result r) {
      r.r1 = name(installed.get());
      installed.remove(ONE);
    }

    @Arbiter
    public void after(LL_Result r) {
      r.r2 = name(installed.get());
    }
  }
}
