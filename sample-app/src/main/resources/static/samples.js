// What the service said at several moments, and what follows from it: rates, quantiles, values. The
// little of PromQL that a page needs.

const KEPT = 5 * 60 * 1000;
const WINDOW = 15 * 1000;

function matches(labels, where) {
  return Object.entries(where).every(([name, wanted]) =>
    wanted instanceof RegExp ? wanted.test(labels[name] ?? "") : labels[name] === wanted);
}

function groupOf(labels, by) {
  return typeof by === "function" ? by(labels) : by ? by.map((name) => labels[name]).join(" · ") : "";
}

/** Moments, the newest last. */
export class Samples {
  #moments = [];

  /** Takes what values.json answered. */
  add(answer) {
    const series = new Map();
    for (const family of answer.families) {
      for (const sample of family.samples) {
        const key = sample.name + JSON.stringify(sample.labels);
        series.set(key, { name: sample.name, labels: sample.labels, value: Number(sample.value) });
      }
    }
    this.#moments.push({ time: answer.time, series });
    while (this.#moments[0].time < answer.time - KEPT) this.#moments.shift();
  }

  get time() {
    return this.#moments.at(-1)?.time ?? 0;
  }

  get ready() {
    return this.#moments.length > 1;
  }

  /** Values now, by group; of several in a group what fold makes of them. */
  now(name, by, { where = {}, fold = (a, b) => a + b } = {}) {
    const groups = new Map();
    for (const each of this.#moments.at(-1).series.values()) {
      if (each.name === name && matches(each.labels, where) && !Number.isNaN(each.value)) {
        const group = groupOf(each.labels, by);
        groups.set(group, groups.has(group) ? fold(groups.get(group), each.value) : each.value);
      }
    }
    return groups;
  }

  /** What counters grew by in a second, by group. A series that was not there was at 0. */
  rate(name, by, { where = {} } = {}) {
    const last = this.#moments.at(-1);
    const first = this.#moments.find((each) => each.time >= last.time - WINDOW);
    const seconds = (last.time - first.time) / 1000 || 1;
    const groups = new Map();
    for (const [key, each] of last.series) {
      if (each.name === name && matches(each.labels, where)) {
        const before = first.series.get(key)?.value ?? 0;
        const grown = each.value >= before ? each.value - before : each.value;
        const group = groupOf(each.labels, by);
        groups.set(group, (groups.get(group) ?? 0) + grown / seconds);
      }
    }
    return groups;
  }

  /** The quantile of a histogram in the last seconds; NaN where nothing was observed. */
  quantile(q, name, options) {
    const buckets = [...this.rate(name + "_bucket", ["le"], options)]
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
