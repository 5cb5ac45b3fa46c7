// What the console's history says of several moments, and what follows from it: rates, quantiles,
// values. The little of PromQL that a page needs.

const WINDOW_MILLIS = 15_000;

function matches(labels, where) {
  return Object.entries(where).every(([name, wanted]) => wanted.test(labels[name] ?? ""));
}

function groupOf(labels, by) {
  return typeof by === "function" ? by(labels) : by ? by.map((name) => labels[name]).join(" · ") : "";
}

/** Moments, the newest last. */
export class Samples {
  #moments = [];
  #kept;

  constructor(millis) {
    this.#kept = millis;
  }

  /** Takes what history.json answered, and calls back for each moment that has one before it. */
  add(answer, added) {
    answer.times.forEach((time, index) => {
      const series = new Map();
      for (const { name, labels, values } of answer.series) {
        if (values[index] !== null) {
          series.set(name + JSON.stringify(labels), { name, labels, value: values[index] });
        }
      }
      this.#moments.push({ time, series });
      while (this.#moments[0].time < time - this.#kept) this.#moments.shift();
      if (this.#moments.length > 1) added();
    });
  }

  /** The time of the newest moment. */
  get time() {
    return this.#moments.at(-1)?.time ?? 0;
  }

  /** The time of the oldest moment. */
  get oldest() {
    return this.#moments[0]?.time ?? 0;
  }

  /** Values now, by group; of several in a group their sum. */
  now(name, by) {
    const groups = new Map();
    for (const each of this.#moments.at(-1).series.values()) {
      if (each.name === name) {
        const group = groupOf(each.labels, by);
        groups.set(group, (groups.get(group) ?? 0) + each.value);
      }
    }
    return groups;
  }

  /**
   * What counters grew by in a second, by group. A group that was not there was at 0. One that
   * is lower than before has lost a series.
   */
  rate(name, by, { where = {} } = {}) {
    const last = this.#moments.at(-1);
    const groups = new Map();
    // A timer is never exact: half a second more, or a window would lose a moment now and then.
    const first = this.#moments.find((each) => each.time >= last.time - WINDOW_MILLIS - 500);
    const seconds = (last.time - first.time) / 1000 || 1;
    for (const [key, each] of last.series) {
      if (each.name === name && matches(each.labels, where)) {
        const grown = Math.max(0, each.value - (first.series.get(key)?.value ?? 0));
        const group = groupOf(each.labels, by);
        groups.set(group, (groups.get(group) ?? 0) + grown / seconds);
      }
    }
    return groups;
  }

  /** The quantile of a histogram in the last seconds; NaN where nothing was observed. */
  quantile(q, name) {
    const buckets = [...this.rate(name + "_bucket", ["le"])]
      .map(([le, rate]) => [le === "+Inf" ? Infinity : Number(le), rate])
      .sort(([a], [b]) => a - b);
    const all = buckets.at(-1)?.[1] ?? 0;
    if (all === 0) return NaN;
    let lower = 0;
    let below = 0;
    for (const [bound, rate] of buckets) {
      if (rate >= q * all) {
        return bound === Infinity ? lower : lower + (bound - lower) * ((q * all - below) / (rate - below || 1));
      }
      lower = bound;
      below = rate;
    }
    return lower;
  }
}
