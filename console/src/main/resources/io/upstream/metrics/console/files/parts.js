// The two parts of the console, for its own page and for any other that wants them. What comes from
// the service is only ever put in as text.

/** An element with a class, a text, and elements inside. */
export function element(tag, className, text, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== null && text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

// A service that hangs, or goes away in the middle of an answer, is one that does not answer: a page
// that waits for it would show old figures as if they were today's.
const PATIENCE_MILLIS = 20_000;

/** JSON of the console at base; throws what the service said if it refuses. */
export async function fetchJson(base, path) {
  const response = await fetch(base + path, {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
  });
  if (!response.ok) throw new Error((await response.text()).trim() || String(response.status));
  return response.json();
}

const whole = new Intl.NumberFormat("en");

// ---- the guard ----

const REASONS = {
  over_budget: "over the budget",
  share: "over one customer's share",
  page_budget: "over the page's budget",
  invalid: "malformed",
  redacted: "looked like personal data",
  unknown: "null or blank",
};

function stateOf(label) {
  if (label.values >= label.budget) return "over";
  return label.values >= 0.8 * label.budget ? "near" : "calm";
}

function bar(name, values, budget, state, word) {
  const fill = element("div", "bar-fill");
  fill.style.width = (budget ? Math.min(100, (100 * values) / budget) : 100) + "%";
  const track = element("div", "bar-track", null, fill);
  track.setAttribute("role", "meter");
  track.setAttribute("aria-label", name);
  track.setAttribute("aria-valuemin", "0");
  track.setAttribute("aria-valuemax", String(budget));
  track.setAttribute("aria-valuenow", String(Math.min(values, budget)));
  const made = element("div", "bar", null,
    element("div", "bar-top", null,
      element("h3", "", name),
      element("span", "bar-figures", `${whole.format(values)} of ${whole.format(budget)}`)),
    track, word);
  made.dataset.state = state;
  made.dataset.label = name;
  return made;
}

function wordOf(label, state) {
  const word = element("div", "bar-word");
  if (state === "over") {
    word.append(element("strong", "", "Spent. "), "New values fold into _OTHER. ");
    if (label.suggested_budget > label.budget) {
      word.append(`About ${whole.format(label.demand)} were seen; ${whole.format(label.suggested_budget)} would do.`);
    } else if (label.demand > label.budget) {
      word.append(`About ${whole.format(label.demand)} were seen.`);
    }
  } else if (state === "near") {
    word.append(element("strong", "", "Nearly spent. "));
  } else {
    word.append(label.values === 0 ? "Not used yet." : "Room enough.");
  }
  const top = label.heaviest.map((each) => each.value).slice(0, 3).join(", ");
  if (top) word.append(element("div", "", "Most lines: " + top));
  const unused = label.longest_unused.map((each) => each.value).slice(0, 3).join(", ");
  if (state !== "calm" && unused) word.append(element("div", "", "Longest unused: " + unused));
  if (label.departures.length) {
    word.append(element("div", "", "Left: " + label.departures.slice(0, 3)
      .map((each) => (each.value ? each.value + " " : "") + "(" + each.reason + ")").join(", ")));
  }
  return word;
}

function foldedTable(report) {
  const rows = report.labels
    .flatMap((label) => label.folded.map((each) => ({ label: label.label, ...each })))
    .sort((a, b) => b.count - a.count);
  if (!rows.length) return element("p", "soft", "Nothing has been folded.");
  const body = element("tbody");
  for (const row of rows) {
    body.append(element("tr", "", null,
      element("td", "", null, element("code", "", row.label)),
      element("td", "", REASONS[row.reason] ?? row.reason),
      element("td", "", null, element("code", "", row.family)),
      element("td", "number", whole.format(row.count))));
  }
  const table = element("table", "folded", null,
    element("caption", "", "What was folded, and why"),
    element("thead", "", null, element("tr", "", null,
      element("th", "", "Label"), element("th", "", "Why"), element("th", "", "Family"),
      element("th", "number", "Events"))),
    body);
  return element("div", "table-wrap card", null, table);
}

/** The labels that give no trouble, as open or closed as they were. */
function quietLabels(place, bars) {
  const more = element("details", "quiet", null,
    element("summary", "soft", bars.children.length + " more with room enough"), bars);
  more.open = place.querySelector(".quiet")?.open ?? false;
  return more;
}

/** Shows the guard's report in a place; call it again to bring it up to date. */
export async function showGuard(base, place) {
  const report = await fetchJson(base, "report.json");
  const page = { values: report.lines, budget: report.line_budget };
  const bars = element("div", "bars");
  bars.append(bar("lines of the page", page.values, page.budget, stateOf(page),
    element("div", "bar-word", `Mode ${report.mode}. They can become ${whole.format(report.worst_case)}.`)));
  const used = report.labels.filter((label) => label.values > 0 || label.folded.length > 0);
  used.sort((a, b) => b.values / b.budget - a.values / a.budget);
  const quiet = element("div", "bars");
  for (const label of used) {
    const state = stateOf(label);
    const calm = state === "calm" && !label.folded.length;
    (calm ? quiet : bars).append(bar(label.label, label.values, label.budget, state, wordOf(label, state)));
  }
  const parts = [bars];
  if (quiet.children.length) parts.push(quietLabels(place, quiet));
  const focused = place.contains(document.activeElement);
  place.replaceChildren(...parts, foldedTable(report));
  if (focused) place.querySelector("summary")?.focus({ preventScroll: true });
  return report;
}

// ---- the catalogue ----

const MOST_SAMPLES = 200;

function labelRow(label) {
  const values = {
    closed: () => label.values.join(", "),
    status: () => "100 to 599",
    open: () => "whatever callers pass, as the guard of " + label.guard + " lets it",
  };
  return element("tr", "", null,
    element("td", "", null, element("code", "", label.name)),
    element("td", "", label.kind),
    element("td", "", (values[label.kind] ?? (() => ""))()));
}

async function showValues(base, family, place) {
  const answer = await fetchJson(base, "values.json?name%5B%5D=" + encodeURIComponent(family.name));
  const samples = answer.families.flatMap((each) => each.samples);
  const body = element("tbody");
  for (const sample of samples.slice(0, MOST_SAMPLES)) {
    const labels = Object.entries(sample.labels).map(([name, value]) => `${name}="${value}"`).join(" ");
    body.append(element("tr", "", null,
      element("td", "", null, element("code", "", sample.name.slice(family.name.length) + " " + labels)),
      element("td", "number", String(sample.value))));
  }
  place.replaceChildren(
    samples.length
      ? element("div", "table-wrap", null, element("table", "samples", null,
        element("caption", "", samples.length > MOST_SAMPLES
          ? `The first ${MOST_SAMPLES} of ${whole.format(samples.length)} lines` : "Now"), body))
      : element("p", "soft", "No line yet."));
}

function familyEntry(base, family) {
  const entry = element("details", "family");
  entry.dataset.name = family.name;
  entry.append(element("summary", "", null,
    element("code", "", family.name),
    element("span", "chip", family.type),
    element("span", "chip", whole.format(family.lines) + (family.lines === 1 ? " line" : " lines"))));
  const values = element("div", "values");
  const inside = element("div", "inside", null, element("p", "", family.help));
  if (family.note) inside.append(element("p", "soft", "The name is inherited: " + family.note));
  if (family.labels && family.labels.length) {
    const body = element("tbody");
    family.labels.forEach((label) => body.append(labelRow(label)));
    inside.append(element("div", "table-wrap", null, element("table", "", null,
      element("caption", "", "Labels"), body)));
  }
  inside.append(values);
  entry.append(inside);
  entry.refresh = () => showValues(base, family, values).catch((e) =>
    values.replaceChildren(element("p", "soft", e.message)));
  entry.addEventListener("toggle", () => entry.open && entry.refresh());
  return entry;
}

/** Shows the catalogue with a search in a place; its refresh() brings what is open up to date. */
export async function showCatalogue(base, place) {
  const catalogue = await fetchJson(base, "catalogue.json");
  const input = element("input");
  input.type = "search";
  input.id = "search";
  input.placeholder = "name, label or word";
  const label = element("label", "", "Find a family");
  label.htmlFor = "search";
  const found = element("span", "soft");
  found.setAttribute("role", "status");
  const entries = catalogue.families.map((family) => ({
    text: [family.name, family.type, family.help, ...(family.labels ?? []).map((each) => each.name)]
      .join(" ").toLowerCase(),
    entry: familyEntry(base, family),
  }));
  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { text, entry } of entries) {
      entry.hidden = !words.every((word) => text.includes(word));
      if (!entry.hidden) count++;
    }
    found.textContent = `${count} of ${entries.length} families`;
  };
  input.addEventListener("input", search);
  place.replaceChildren(
    element("div", "search", null, label, input, found),
    ...entries.map((each) => each.entry));
  search();
  return {
    refresh: () => entries.forEach(({ entry }) => entry.open && !entry.hidden && entry.refresh()),
  };
}
