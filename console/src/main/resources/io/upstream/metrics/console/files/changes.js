// Which values of a label type are named, and what an operator can do about it. Values go into bodies
// of requests, never into their addresses, and into the page as text alone.

import { element, fetchJson } from "./parts.js";

const MOST_VALUES = 200;
const whole = new Intl.NumberFormat("en");

const OPERATIONS = [
  { name: "release", title: "Release a value", field: "Value" },
  { name: "deny", title: "Deny a value", field: "Value" },
  { name: "allow", title: "Allow a value", field: "Value" },
  { name: "allow-list", title: "Replace the allow-list", field: "Values, with commas" },
  { name: "budget", title: "Change the budget", field: "Number of values" },
  { name: "naming", title: "Change the naming", field: "first_come or heaviest" },
];

async function post(base, token, fields) {
  const response = await fetch(base + "change", {
    method: "POST",
    headers: { Accept: "application/json", "X-Console-Token": token },
    body: new URLSearchParams(fields),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error((await response.text()).trim() || String(response.status));
  return (await response.json()).done;
}

function select(id, options) {
  const made = element("select");
  made.id = id;
  for (const [value, text] of options) {
    const option = element("option", "", text);
    option.value = value;
    made.append(option);
  }
  return made;
}

function labelled(text, control) {
  const label = element("label", "", text);
  label.htmlFor = control.id;
  return element("div", "field", null, label, control);
}

function age(time) {
  if (!time) return "never";
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 60_000));
  if (minutes < 2) return "now";
  if (minutes < 120) return minutes + " minutes ago";
  if (minutes < 48 * 60) return Math.round(minutes / 60) + " hours ago";
  return Math.round(minutes / 1440) + " days ago";
}

function valueRow(each, change) {
  const row = element("tr", "", null,
    element("td", "", null, element("code", "", each.value)),
    element("td", "", each.kind),
    element("td", "number", whole.format(each.events)),
    element("td", "number", whole.format(each.lines)),
    element("td", "", age(each.last_used)),
    element("td", "", each.owner));
  const actions = element("td", "actions");
  if (change && each.kind !== "constant") {
    for (const operation of each.kind === "budget" ? ["release", "deny"] : ["deny"]) {
      const button = element("button", "", operation === "release" ? "Release" : "Deny");
      button.type = "button";
      button.setAttribute("aria-label", button.textContent + " " + each.value);
      button.addEventListener("click", () => change(operation, each.value));
      actions.append(button);
    }
  }
  row.append(actions);
  return row;
}

function valueTable(named, change) {
  if (!named.length) return element("p", "soft", "No value is named.");
  const body = element("tbody");
  named.slice(0, MOST_VALUES).forEach((each) => body.append(valueRow(each, change)));
  const head = ["Value", "Named by", "Events", "Lines", "Last used", "Brought by", ""].map((text) =>
    element("th", text === "Events" || text === "Lines" ? "number" : "", text));
  return element("div", "table-wrap card", null, element("table", "named", null,
    element("caption", "", named.length > MOST_VALUES
      ? `The first ${MOST_VALUES} of ${whole.format(named.length)} named values`
      : "Named values"),
    element("thead", "", null, element("tr", "", null, ...head)), body));
}

/** Shows values and changes in a place; calls changed after each change. */
export async function showChanges(base, place, changed) {
  const start = await fetchJson(base, "changes.json");
  const report = await fetchJson(base, "report.json");
  const used = report.labels.filter((each) => each.values + each.free_values > 0);
  const label = select("label", (used.length ? used : report.labels).map((each) => [each.label, each.label]));
  const order = select("order", [["unused", "longest unused first"], ["events", "most events first"]]);
  const values = element("div");
  const said = element("p", "said");
  said.setAttribute("role", "status");

  const change = async (operation, value) => {
    try {
      said.textContent = await post(base, start.token, { operation, label: label.value, value });
      delete said.dataset.broken;
      await showValues();
      changed();
    } catch (e) {
      said.textContent = e.message;
      said.dataset.broken = "";
    }
  };

  async function showValues() {
    const answer = await fetchJson(base, "named.json?label=" + encodeURIComponent(label.value));
    const named = order.value === "events"
      ? [...answer.named].sort((a, b) => b.events - a.events)
      : answer.named;
    values.replaceChildren(valueTable(named, start.possible ? change : null));
  }

  const show = () => showValues().catch((e) => values.replaceChildren(element("p", "soft", e.message)));
  label.addEventListener("change", show);
  order.addEventListener("change", show);
  const parts = [element("div", "fields", null,
    labelled("Label type", label), labelled("Order", order))];
  if (start.possible) {
    const operation = select("operation", OPERATIONS.map((each) => [each.name, each.title]));
    const input = element("input");
    input.type = "text";
    input.id = "value";
    input.autocomplete = "off";
    const field = labelled(OPERATIONS[0].field, input);
    operation.addEventListener("change", () => {
      field.firstChild.textContent = OPERATIONS.find((each) => each.name === operation.value).field;
    });
    const form = element("form", "fields", null, labelled("Operation", operation), field);
    const button = element("button", "", "Change");
    form.append(button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      change(operation.value, input.value);
    });
    parts.push(form);
  } else {
    parts.push(element("p", "soft", start.why_not));
  }
  place.replaceChildren(...parts, said, values);
  await show();
}
