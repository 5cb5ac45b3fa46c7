// The guard and the catalogue of the console, for its own page and for any other that embeds them.
// What comes from the service is only ever put in as text.

/** The pages of the documentation. They are links for people: nothing is loaded from there. */
export const DOCS = "https://github.com/upstream/upstream-metrics/blob/main/docs/";

/** An element with a class, a text, and elements inside. */
export function element(tag, className, text, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== null && text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/** A link to a page of the documentation. */
export function docsLink(page, text) {
  const link = element("a", "", text);
  link.href = DOCS + page;
  link.rel = "noreferrer";
  return link;
}

// A service that hangs, or goes away in the middle of an answer, is one that does not answer: a page
// that waits for it would show old figures as if they were current.
const TIMEOUT_MILLIS = 20_000;

/** JSON of the console at base; throws what the service said if it refuses. */
export async function fetchJson(base, path) {
  const response = await fetch(base + path, {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  if (!response.ok) throw new Error((await response.text()).trim() || String(response.status));
  return response.json();
}

/** Shows in the page's status line when its values were read, or that they cannot be. */
export function showStatus(place, time, error) {
  if (error) {
    place.textContent = "No connection to the service: " + error.message
      + (place.dataset.time ? `. The values are from ${place.dataset.time}.` : "");
    place.dataset.broken = "";
  } else {
    place.dataset.time = new Date(time).toLocaleTimeString();
    place.textContent = "Updated " + place.dataset.time;
    delete place.dataset.broken;
  }
}

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

function plural(count, word) {
  return `${number.format(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** A table whose rows become blocks on a narrow screen, each cell under the title of its column. */
export function stackingTable(className, caption, columns, rows) {
  const body = element("tbody");
  for (const cells of rows) {
    const row = element("tr", "", null, ...cells);
    cells.forEach((cell, index) => {
      cell.dataset.column = columns[index].title;
      if (columns[index].number) cell.classList.add("number");
    });
    body.append(row);
  }
  const head = columns.map((column) => element("th", column.number ? "number" : "", column.title));
  return element("div", "card", null, element("table", className + " stacking", null,
    element("caption", "", caption),
    element("thead", "", null, element("tr", "", null, ...head)), body));
}

/** A cell with a text or an element. */
export function cell(content) {
  return typeof content === "string" ? element("td", "", content) : element("td", "", null, content);
}

// ---- the guard ----

const REASONS = {
  over_budget: "over the budget",
  share: "over the share of one customer",
  page_budget: "over the line budget of the page",
  invalid: "malformed",
  redacted: "looked like personal data",
  unknown: "null or blank",
};

const reasonOf = (reason) => REASONS[reason] ?? reason;

function stateOf({ values, budget, folded = [] }) {
  if (values >= budget) return "over";
  if (folded.length) return "folding";
  return values >= 0.8 * budget ? "near" : "calm";
}

function bar(name, title, unit, values, budget, state, word) {
  const fill = element("div", "bar-fill");
  fill.style.width = (budget ? Math.min(100, (100 * values) / budget) : 100) + "%";
  const track = element("div", "bar-track", null, fill);
  const figures = `${number.format(values)} of ${number.format(budget)} ${unit}`;
  track.setAttribute("role", "meter");
  track.setAttribute("aria-label", name);
  track.setAttribute("aria-valuemin", "0");
  track.setAttribute("aria-valuemax", String(budget));
  track.setAttribute("aria-valuenow", String(Math.min(values, budget)));
  track.setAttribute("aria-valuetext", figures);
  const made = element("div", "bar", null,
    element("div", "bar-top", null, title, element("span", "bar-figures", figures)), track, word);
  made.dataset.state = state;
  made.dataset.label = name;
  return made;
}

/** How many events were folded for each reason, the most frequent reason first. */
function foldsByReason(labels) {
  const counts = new Map();
  for (const { reason, count } of labels.flatMap((label) => label.folded)) {
    counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function verdictOf(label, state) {
  const verdict = element("p", "verdict");
  const folds = foldsByReason([label])
    .map(([reason, count]) => `${number.format(count)} ${reasonOf(reason)}`).join(", ");
  if (state === "over") {
    verdict.append(element("strong", "", "Budget spent."), " Further values are counted as _OTHER.");
    if (label.demand > label.budget) {
      verdict.append(` About ${number.format(label.demand)} values were seen`,
        label.suggested_budget > label.budget
          ? `; a budget of ${number.format(label.suggested_budget)} would hold them.` : ".");
    }
  } else if (state === "folding") {
    verdict.append(element("strong", "", "Events folded."), ` ${folds}.`);
  } else if (state === "near") {
    verdict.append(element("strong", "", "Budget nearly spent."));
  } else {
    verdict.append(label.values === 0 ? "Not used yet." : "Within budget.");
  }
  return verdict;
}

function wordOf(label, state) {
  const list = (values) => values.map((each) => each.value).slice(0, 3).join(", ");
  const word = element("div", "bar-word", null, verdictOf(label, state));
  const add = (title, text) => text && word.append(element("p", "", `${title}: ${text}`));
  add("Most lines", list(label.heaviest));
  if (state === "over" || state === "near") add("Longest unused", list(label.longest_unused));
  add("Removed", label.departures.slice(0, 3)
    .map((each) => (each.value ? each.value + " " : "") + "(" + each.reason + ")").join(", "));
  return word;
}

function pageBar(report) {
  const state = stateOf({ values: report.lines, budget: report.line_budget });
  const word = element("div", "bar-word", null,
    element("p", "verdict", state === "over" ? "Limit reached. New series are folded."
      : state === "near" ? "Limit nearly reached." : "Within the limit."),
    element("p", "", `If every budget were spent: ${number.format(report.worst_case)} lines.`),
    element("p", "", `Mode: ${report.mode}`));
  return bar("lines", element("h3", "", "Metrics page"), "lines",
    report.lines, report.line_budget, state, word);
}

function foldedTable(report) {
  const rows = report.labels
    .flatMap((label) => label.folded.map((each) => ({ label: label.label, ...each })))
    .sort((a, b) => b.count - a.count);
  if (!rows.length) return element("p", "soft", "No event has been folded.");
  return stackingTable("folded", "Folded events by label, reason and family",
    [{ title: "Label" }, { title: "Reason" }, { title: "Family" }, { title: "Events", number: true }],
    rows.map((row) => [
      cell(element("code", "", row.label)),
      cell(reasonOf(row.reason)),
      cell(element("code", "", row.family)),
      cell(number.format(row.count))]));
}

function summaryOf(labels) {
  const folding = labels.filter((label) => label.folded.length);
  const events = foldsByReason(labels).reduce((sum, [, count]) => sum + count, 0);
  const summary = element("p", "summary", folding.length
    ? `${plural(events, "event")} folded in ${plural(folding.length, "label")} since the start.`
    : "Every label is within its budget.");
  summary.dataset.state = folding.length ? "folding" : "calm";
  return summary;
}

/** The labels that are within budget, open or closed as they were. */
function calmLabels(place, bars) {
  const more = element("details", "more", null,
    element("summary", "", `${plural(bars.children.length, "label")} within budget`), bars);
  more.open = place.querySelector(".more")?.open ?? false;
  return more;
}

/** Shows the guard's report in a place; call it again to bring it up to date. */
export async function showGuard(base, place) {
  const report = await fetchJson(base, "report.json");
  const used = report.labels.filter((label) => label.values > 0 || label.folded.length > 0);
  used.sort((a, b) => b.values / b.budget - a.values / a.budget);
  const bars = element("div", "bars", null, pageBar(report));
  const calm = element("div", "bars");
  for (const label of used) {
    const state = stateOf(label);
    const title = element("h3", "", null, element("code", "", label.label));
    (state === "calm" ? calm : bars).append(bar(label.label, title, "values",
      label.values, label.budget, state, wordOf(label, state)));
  }
  const focused = place.contains(document.activeElement);
  const parts = [summaryOf(report.labels), bars, foldedTable(report)];
  if (calm.children.length) parts.push(calmLabels(place, calm));
  place.replaceChildren(...parts);
  if (focused) place.querySelector("summary")?.focus({ preventScroll: true });
  return report;
}

// ---- the catalogue ----

const MOST_SAMPLES = 200;
const COLLAPSED = ["jvm_"];

function labelParts(label) {
  const values = {
    closed: () => label.values.join(", "),
    status: () => "100 to 599",
    open: () => `any value, within the budget of ${label.guard}`,
  };
  return [
    element("dt", "", null, element("code", "", label.name)),
    element("dd", "", (values[label.kind] ?? (() => ""))())];
}

function unitOf(family) {
  if (family.type === "histogram") return "";
  const unit = /_(seconds|bytes)(_total)?$/.exec(family.name)?.[1];
  return unit ? `, in ${unit}` : "";
}

async function showValues(base, family, place) {
  const answer = await fetchJson(base, "values.json?name%5B%5D=" + encodeURIComponent(family.name));
  const samples = answer.families.flatMap((each) => each.samples);
  const body = element("tbody");
  for (const sample of samples.slice(0, MOST_SAMPLES)) {
    const labels = Object.entries(sample.labels).map(([name, value]) => `${name}="${value}"`).join(" ");
    const suffix = sample.name.slice(family.name.length);
    const value = typeof sample.value === "number" ? number.format(sample.value) : sample.value;
    body.append(element("tr", "", null,
      cell(element("code", "", [suffix, labels].filter(Boolean).join(" ") || "no labels")),
      element("td", "number", value)));
  }
  const caption = (samples.length > MOST_SAMPLES
    ? `The first ${MOST_SAMPLES} of ${number.format(samples.length)} values` : "Current values")
    + unitOf(family);
  place.replaceChildren(samples.length
    ? element("table", "samples", null, element("caption", "", caption), body)
    : element("p", "soft", "No values yet."));
}

// One request after the other: the service answers two at a time and refuses more.
let reading = Promise.resolve();

function familyEntry(base, family) {
  const entry = element("details", "family");
  entry.dataset.name = family.name;
  entry.append(element("summary", "", null,
    element("code", "", family.name),
    element("span", "help", family.help),
    element("span", "figures", `${family.type}, ${plural(family.lines, "line")}`)));
  const values = element("div", "values");
  const inside = element("div", "inside");
  if (family.labels && family.labels.length) {
    inside.append(element("h4", "", "Labels"),
      element("dl", "labels", null, ...family.labels.flatMap(labelParts)));
  }
  if (family.note) inside.append(element("p", "soft", "Why it has this name: " + family.note + "."));
  if (family.reference) {
    inside.append(element("p", "", null, docsLink("PROMETHEUS_METRICS.md#" + family.name.toLowerCase(),
      "Queries, alerts and dashboards that read it")));
  }
  inside.append(values);
  entry.append(inside);
  let waits = false;
  entry.refresh = () => {
    if (waits) return;
    waits = true;
    reading = reading.then(() => showValues(base, family, values))
      .catch((e) => values.replaceChildren(element("p", "soft", "The values could not be read: " + e.message)))
      .finally(() => { waits = false; });
  };
  entry.addEventListener("toggle", () => entry.open && entry.refresh());
  return entry;
}

function familyGroup(prefix, families, base) {
  const figures = element("span", "figures");
  const entries = families.map((family) => ({
    text: [family.name, family.type, family.help, ...(family.labels ?? []).map((each) => each.name)]
      .join(" ").toLowerCase(),
    lines: family.lines,
    entry: familyEntry(base, family),
  }));
  const place = element("details", "group", null,
    element("summary", "", null, element("h3", "", null, element("code", "", prefix)), figures),
    ...entries.map((each) => each.entry));
  place.dataset.prefix = prefix;
  place.open = !COLLAPSED.includes(prefix);
  let wasOpen = null; // before a search opened it
  /** Shows what has all of the words; returns how many families that are. */
  const search = (words) => {
    let lines = 0;
    let count = 0;
    for (const each of entries) {
      const found = words.every((word) => each.text.includes(word));
      each.entry.hidden = !found;
      count += found ? 1 : 0;
      lines += found ? each.lines : 0;
    }
    const families = count === 1 ? "1 family" : `${count} families`;
    figures.textContent = `${families}, ${plural(lines, "line")}`;
    place.hidden = count === 0;
    if (words.length) {
      wasOpen ??= place.open;
      place.open = true;
    } else if (wasOpen !== null) {
      place.open = wasOpen;
      wasOpen = null;
    }
    return count;
  };
  const refresh = () => entries.forEach(({ entry }) =>
    place.open && entry.open && !entry.hidden && entry.refresh());
  return { place, search, refresh };
}

/** Shows the catalogue with a search in a place; its refresh() brings what is open up to date. */
export async function showCatalogue(base, place) {
  const { families } = await fetchJson(base, "catalogue.json");
  const byPrefix = new Map();
  for (const family of families) {
    const prefix = family.name.replace(/^([^_]*_).*$/, "$1");
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), family]);
  }
  const groups = [...byPrefix].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([prefix, members]) => familyGroup(prefix, members, base));
  const input = element("input");
  input.type = "search";
  input.id = "search";
  input.placeholder = "name, label or word";
  const label = element("label", "", "Find a family");
  label.htmlFor = "search";
  const found = element("span", "soft");
  found.setAttribute("role", "status");
  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const count = groups.reduce((sum, group) => sum + group.search(words), 0);
    found.textContent = count === families.length
      ? `${count} families` : `${count} of ${families.length} families`;
  };
  input.addEventListener("input", search);
  place.replaceChildren(
    element("div", "search", null, label, input, found),
    ...groups.map((group) => group.place));
  search();
  return { refresh: () => groups.forEach((group) => group.refresh()) };
}
