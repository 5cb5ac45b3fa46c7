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

await refresh(null);
showChanges("", document.getElementById("changes"), () => refresh(null)).catch((e) => {
  document.getElementById("changes").textContent = e.message;
});
const catalogue = await showCatalogue("", document.getElementById("catalogue"));
setInterval(() => document.hidden || refresh(catalogue), EVERY);
