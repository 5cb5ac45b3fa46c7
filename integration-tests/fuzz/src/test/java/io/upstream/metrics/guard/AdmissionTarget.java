package io.upstream.metrics.guard;

import io.upstream.metrics.catalog.SnakeCase;
import io.upstream.metrics.fuzz.Claim;
import io.upstream.metrics.fuzz.Input;
import io.upstream.metrics.guard.detect.Detection;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.guard.detect.text.BoundedText;
import io.upstream.metrics.guard.value.LabelConstants;
import io.upstream.metrics.guard.value.ValueGrammar;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.label.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way to a label, many in a row, against one recorder's guards.
 *
 * <p>The first line is the mode ({@code e}, {@code s}, {@code o}) and the budget, a digit. Each
 * line behind it is a label type, a letter; the customer that brings the value, a digit that counts
 * back, or a full stop for none; and the value. {@code =} in the place of the type sets another
 * budget: {@code =a5}.
 */
public final class AdmissionTarget {

  /** A label with any short value. */
  @Grammar(Grammar.ANY)
  record Free(@Nullable String value) implements OpenLabel {}

  /** An expression that backtracks for ever on the wrong value, as an application may have one. */
  @Grammar("(a+)+b|(x|xx)*y")
  record Careless(@Nullable String value) implements OpenLabel {}

  /** A label type, and what is known of it without a guard. */
  private record Type(
      Class<? extends OpenLabel> type,
      Function<String, OpenLabel> maker,
      List<String> constants,
      Pattern form,
      PrivacyScreen screen) {

    Type(Class<? extends OpenLabel> type, Function<String, OpenLabel> maker) {
      this(
          type,
          maker,
          LabelConstants.of(type),
          form(type),
          new PrivacyScreen(
              SnakeCase.of(type.getSimpleName()), ValueGrammar.of(type), Detectors.standard()));
    }

    private static Pattern form(Class<?> type) {
      Grammar declared = type.getAnnotation(Grammar.class);
      String form = declared == null ? Grammar.NAME : declared.value();
      return Pattern.compile(type == Careless.class ? "a+b|x*y" : form);
    }
  }

  private static final List<Type> TYPES =
      List.of(
          new Type(CustomerId.class, CustomerId::new),
          new Type(Endpoint.class, Endpoint::new),
          new Type(View.class, View::new),
          new Type(ErrorType.class, ErrorType::new),
          new Type(CacheName.class, CacheName::new),
          new Type(CacheKeyPrefix.class, CacheKeyPrefix::new),
          new Type(QueueName.class, QueueName::new),
          new Type(ModelName.class, ModelName::new),
          new Type(DbVendor.class, DbVendor::new),
          new Type(DataSourceAlias.class, DataSourceAlias::new),
          new Type(JobType.class, JobType::new),
          new Type(ReportType.class, ReportType::new),
          new Type(Free.class, Free::new),
          new Type(Careless.class, Careless::new));

  private static final Set<String> RESERVED = Set.of("_OTHER", "_INVALID", "_REDACTED", "_UNKNOWN");

  // A second reading of the forms that nothing excuses, simpler than the detectors and narrower.
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9]@[a-z]{2,}\\.(?:com|org)(?![\\p{L}\\p{N}.-])");
  private static final Pattern SSN =
      Pattern.compile("(?<!\\p{Nd})[1-5]\\d\\d-(?!00)\\d\\d-(?!0000)\\d{4}(?!\\p{Nd})");
  private static final Pattern CARD =
      Pattern.compile("(?<!\\p{Nd})4\\d{3}( ?|-)\\d{4}\\1\\d{4}\\1\\d{4}(?!\\p{Nd})");

  // Reads of one detector for 256 characters; a multiple of what was ever seen, and a tenth of what
  // the screen grants.
  private static final int MOST_READS = 10 * Detection.SEEN;

  private final Guards guards;
  private final Map<String, String> answered = new HashMap<>();
  private final List<LabelEntry> customers = new ArrayList<>();

  private AdmissionTarget(Mode mode, int budget) {
    Map<String, Integer> budgets = new HashMap<>();
    TYPES.forEach(each -> budgets.put(GuardRules.name(each.type()), budget));
    this.guards = new Guards(new GuardRules(mode, budgets, Map.of(), Detectors.standard()));
  }

  /** For the fuzzer, before the clock runs for an input: whatever is needed is loaded. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  /** For the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    List<String> lines = Input.lines(data);
    Mode mode =
        switch (Input.at(lines.get(0), 0)) {
          case 's' -> Mode.STRICT;
          case 'o' -> Mode.OBSERVE;
          default -> Mode.ENFORCE;
        };
    AdmissionTarget run = new AdmissionTarget(mode, Input.at(lines.get(0), 1) % 10);
    for (int round = 0; round < 2; round++) {
      for (String line : lines.subList(1, lines.size())) {
        run.line(line, round);
      }
    }
  }

  private void line(String line, int round) {
    if (Input.at(line, 0) == '=') {
      if (round == 0) {
        budget(Input.choose(TYPES, Input.at(line, 1)), Input.at(line, 2) % 10);
      }
      return;
    }
    int back = Input.at(line, 1) - '0';
    int place = customers.size() - 1 - back;
    LabelEntry owner =
        round == 0 && back >= 0 && place >= 0 && place < customers.size()
            ? customers.get(place)
            : null;
    Type type = Input.choose(TYPES, Input.at(line, 0));
    String raw = Input.from(line, 2);
    LabelEntry entry = answer(type, owner, raw);
    if (round == 0) {
      judged(type, entry, raw);
      if (type.type() == CustomerId.class) {
        customers.add(entry);
      }
    }
  }

  private void budget(Type type, int budget) {
    guards.guard(type.type()).budget(budget);
    answered.values().removeIf("_OTHER"::equals); // which may be named from now on
  }

  /** Returns the entry of a value, and checks that the budget bounds it. */
  private LabelEntry answer(Type type, @Nullable LabelEntry owner, String raw) {
    LabelResolver<?> guard = guards.resolver(type.type());
    int before = guard.spent();
    OpenLabel label = type.maker().apply(raw);
    LabelEntry entry = guard.resolveAny(label, owner);
    LabelEntry again = guard.resolveAny(label, owner);
    Claim.holds(same(entry, again), "asked twice, two answers", raw);

    String key = guard.name() + '\0' + (owner == null ? -1 : owner.index()) + '\0' + raw;
    String earlier = answered.put(key, entry.value());
    // What is over one owner's share may be named by another.
    Claim.holds(
        earlier == null || earlier.equals(entry.value()) || earlier.equals("_OTHER"),
        "another answer than before",
        raw);
    limited(type, guard, before);
    return entry;
  }

  /** Checks what depends on the value alone. */
  private void judged(Type type, LabelEntry entry, String raw) {
    LabelResolver<?> guard = guards.resolver(type.type());
    String value = prepared(type.type(), raw);
    boolean constant = type.constants().contains(entry.value());
    if (entry.isFolded()) {
      Claim.holds(RESERVED.contains(entry.value()), "folded into what is not reserved", raw);
      boolean open = guard.retain(type.maker().apply(raw)).isOpen();
      Claim.same(open, entry.value().equals("_OTHER"), "a handle keeps what it must not", raw);
    } else {
      Claim.same(entry.value(), value, "named otherwise than it was given", raw);
      Claim.holds(constant || isNameable(type, value), "named what may not be", value);
      Claim.same(read(entry.text()), value, "written otherwise than it is named", value);
    }
    Claim.same(entry == LabelEntry.UNKNOWN, value.isEmpty(), "blank and unknown are not one", raw);
    if (!value.isEmpty() && !constant) {
      judgedAlike(type, entry, value);
    }
    detectors(value);
    if (!raw.isEmpty() && raw.hashCode() % 256 == 1) {
      hugeOnesAreRefused(type, guard, raw);
    }
  }

  private static boolean same(LabelEntry one, LabelEntry other) {
    return one.index() == other.index()
        && one.value().equals(other.value())
        && one.foldReason() == other.foldReason();
  }

  /** Checks that a value is refused alike, whatever came before it. */
  private static void judgedAlike(Type type, LabelEntry entry, String value) {
    LabelEntry refusal = type.screen().judge(value);
    boolean over = entry.isFolded() && entry.index() == LabelEntry.OVER_BUDGET.index();
    Claim.same(
        refusal == null,
        !entry.isFolded() || over,
        "judged otherwise by a guard of no past",
        value);
    if (refusal != null) {
      Claim.holds(same(refusal, entry), "refused for another reason", value);
      Claim.same(entry.detector(), refusal.detector(), "caught by another detector", value);
    }
  }

  private void limited(Type type, LabelResolver<?> guard, int before) {
    long most =
        guards.mode() == Mode.OBSERVE
            ? (long) Admission.OBSERVED_TIMES * Math.max(1, guard.budget())
            : guard.budget();
    Claim.holds(
        guard.spent() <= Math.max(before, most), "more is named than the budget", guard.spent());
    Claim.same(
        guard.values(),
        guard.spent() + type.constants().size(),
        "values that are neither constants nor spent",
        guard.name());
  }

  /** As the guide says it: trimmed, and of a cache's key what stands before the colon. */
  private static String prepared(Class<?> type, String raw) {
    String part = raw;
    int colon = raw.substring(0, Math.min(256, raw.length())).indexOf(':');
    if (type == CacheKeyPrefix.class && colon >= 0) {
      part = raw.substring(0, colon);
    }
    if (part.length() > 256) {
      return raw;
    }
    int start = 0;
    int end = part.length();
    while (start < end && Character.isWhitespace(part.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(part.charAt(end - 1))) {
      end--;
    }
    return part.substring(start, end);
  }

  private static boolean isNameable(Type type, String value) {
    boolean fits = type.form().matcher(value).matches();
    boolean visible =
        value
            .codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    return fits
        && visible
        && !RESERVED.contains(value)
        && !value.equals("_UNMATCHED")
        && value.getBytes(StandardCharsets.UTF_8).length <= 128
        && !EMAIL.matcher(value).find()
        && !SSN.matcher(value).find()
        && !(type.type() != CustomerId.class && hasCard(value));
  }

  private static boolean hasCard(String value) {
    Matcher card = CARD.matcher(value);
    while (card.find()) {
      String digits = card.group().replaceAll("[ -]", "");
      int sum = 0;
      for (int i = 0; i < 16; i++) {
        int digit = (digits.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
        sum += digit / 10 + digit % 10;
      }
      if (sum % 10 == 0) {
        return true;
      }
    }
    return false;
  }

  private static String read(byte[] text) {
    String escaped = new String(text, StandardCharsets.UTF_8);
    Claim.holds(!escaped.contains("\n"), "a value breaks its line", escaped);
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      Claim.holds(c != '"', "a value ends too early", escaped);
      if (c == '\\') {
        char next = Input.at(escaped, ++i);
        Claim.holds("\\\"n".indexOf(next) >= 0, "an escape that there is not", escaped);
        c = next == 'n' ? '\n' : next;
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /** None throws, and none reads a text again and again. */
  private static void detectors(String value) {
    for (Detector detector : Detectors.standard()) {
      for (String label : List.of("free", "customer_id")) {
        Predicate<CharSequence> matcher = detector.matcherFor(label);
        BoundedText text = new BoundedText(value, Detection.SEEN, MOST_READS);
        try {
          boolean finds = matcher.test(text);
          boolean again = matcher.test(text.allowReads(MOST_READS));
          Claim.same(again, finds, "found once", value);
        } catch (RuntimeException e) {
          throw new AssertionError(detector.name() + " fails on " + value, e);
        }
      }
    }
  }

  /** Nobody can make the guard work for long; what would take days runs into the time limit. */
  private static void hugeOnesAreRefused(Type type, LabelResolver<?> guard, String raw) {
    String huge = raw.repeat(1_000_000 / raw.length());
    LabelEntry entry = guard.resolveAny(type.maker().apply(huge), null);
    Claim.holds(entry.isFolded() || type.type() == CacheKeyPrefix.class, "named a megabyte", raw);
  }
}
