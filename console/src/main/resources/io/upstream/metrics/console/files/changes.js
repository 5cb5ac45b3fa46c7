// Which values of a label type are named, and what an operator can do about it. Values go into bodies
// of requests, never into their addresses, and into the page as text alone.

import { cell, element, fetchJson, stackingTable } from "./parts.js";

const FIRST_VALUES = 10;
const MOST_VALUES = 200;
const number = new Intl.NumberFormat("en");

const OPERATIONS = [
  { name: "release", title: "Release a value", field: "Value" },
  { name: "deny", title: "Deny a value", field: "Value" },
  { name: "allow", title: "Allow a value", field: "Value" },
  { name: "allow-list", title: "Replace the allow-list", field: "Values, separated by commas" },
  { name: "budget", title: "Change the budget", field: "Number of values" },
  { name: "naming", title: "Change the naming", field: "first_come or heaviest" },
];

const KINDS = { budget: "within budget", allowed: "allow-list", constant: "constant" };

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
  if (minutes < 2) return "just now";
  if (minutes < 120) return minutes + " minutes ago";
  if (minutes < 48 * 60) return Math.round(minutes / 60) + " hours ago";
  return Math.round(minutes / 1440) + " days ago";
}

function valueRow(each, change) {
  const cells = [
    cell(element("code", "", each.value)),
    cell(KINDS[each.kind] ?? each.kind),
    cell(number.format(each.events)),
    cell(number.format(each.lines)),
    cell(age(each.last_used)),
    cell(each.owner || "–")];
  if (!change) return cells;
  const actions = element("td", "actions");
  if (each.kind !== "constant") {
    for (const operation of each.kind === "budget" ? ["release", "deny"] : ["deny"]) {
      const button = element("button", "", operation === "release" ? "Release" : "Deny");
      button.type = "button";
      button.setAttribute("aria-label", button.textContent + " " + each.value);
      button.addEventListener("click", () => change(operation, each.value));
      actions.append(button);
    }
  }
  return [...cells, actions];
}

function valueTable(named, most, change) {
  const columns = [
    { title: "Value" }, { title: "Shown because" }, { title: "Events", number: true },
    { title: "Lines", number: true }, { title: "Last event" }, { title: "First sent by" }];
  if (change) columns.push({ title: "Change" });
  const caption = named.length > most
    ? `The first ${most} of ${number.format(named.length)} values`
    : named.length === 1 ? "1 value" : `${number.format(named.length)} values`;
  return stackingTable("named", caption, columns,
    named.slice(0, most).map((each) => valueRow(each, change)));
}

/** Shows values and changes in a place; calls changed after each change. Returns true when shown. */
export async function showChanges(base, place, changed) {
  const start = await fetchJson(base, "changes.json");
  const report = await fetchJson(base, "report.json");
  const used = report.labels.filter((each) => each.values + each.free_values > 0);
  const label = select("label", (used.length ? used : report.labels).map((each) => [each.label, each.label]));
  const order = select("order", [["unused", "Longest unused first"], ["events", "Most events first"]]);
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

  let all = false;

  function more(count) {
    const button = element("button", "more-values", `Show ${count} values`);
    button.type = "button";
    button.addEventListener("click", () => {
      all = true;
      show();
    });
    return button;
  }

  async function showValues() {
    const answer = await fetchJson(base, "named.json?label=" + encodeURIComponent(label.value));
    const named = order.value === "events"
      ? [...answer.named].sort((a, b) => b.events - a.events)
      : answer.named;
    const most = all ? MOST_VALUES : FIRST_VALUES;
    const parts = [named.length
      ? valueTable(named, most, start.possible ? change : null)
      : element("p", "soft", "No value of this label has been recorded.")];
    if (!all && named.length > most) parts.push(more(Math.min(MOST_VALUES, named.length)));
    values.replaceChildren(...parts);
  }

  const show = () => showValues().catch((e) => values.replaceChildren(element("p", "soft", e.message)));
  label.addEventListener("change", () => {
    all = false;
    show();
  });
  order.addEventListener("change", show);
  const parts = [element("div", "fields", null,
    labelled("Label", label), labelled("Order", order))];
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
    const button = element("button", "", "Apply");
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
  return true;
}
