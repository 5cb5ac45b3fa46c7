import { showChanges } from "./changes.js";
import { showCatalogue, showGuard } from "./parts.js";

const EVERY = 5000;
const state = document.getElementById("state");

async function refresh(catalogue) {
  try {
    const report = await showGuard("", document.getElementById("guard"));
    catalogue?.refresh();
    state.textContent = "As of " + new Date(report.time).toLocaleTimeString();
    delete state.dataset.broken;
  } catch (e) {
    state.textContent = "No answer: " + e.message;
    state.dataset.broken = "";
  }
}

// A catalogue that is not answered is asked for again.
let catalogue = null;

async function look() {
  catalogue ??= await showCatalogue("", document.getElementById("catalogue")).catch(() => null);
  await refresh(catalogue);
}

await refresh(null);
showChanges("", document.getElementById("changes"), () => refresh(null)).catch((e) => {
  document.getElementById("changes").textContent = e.message;
});
await look();
setInterval(() => document.hidden || look(), EVERY);
