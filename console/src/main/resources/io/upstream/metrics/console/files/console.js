import { showChanges } from "./changes.js";
import { element, showCatalogue, showGuard, showStatus } from "./parts.js";

const INTERVAL_MILLIS = 5000;
const state = document.getElementById("state");
const place = (id) => document.getElementById(id);
const failed = (id, e) => place(id).replaceChildren(element("p", "soft", "This part cannot be read: " + e.message));

let catalogue = null;
let changes = null;

async function refreshGuard() {
  try {
    showStatus(state, (await showGuard("", place("guard"))).time);
  } catch (e) {
    showStatus(state, null, e);
  }
}

// A part that could not be read is tried again.
async function refresh() {
  await refreshGuard();
  changes ??= await showChanges("", place("changes"), refreshGuard).catch((e) => failed("changes", e));
  if (catalogue) catalogue.refresh();
  catalogue ??= await showCatalogue("", place("catalogue")).catch((e) => failed("catalogue", e));
}

await refresh();
setInterval(() => document.hidden || refresh(), INTERVAL_MILLIS);
