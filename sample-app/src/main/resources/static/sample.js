import { element, fetchJson, showCatalogue, showGuard, showStatus } from "./console/parts.js";
import { DASHBOARDS } from "./dashboards.js";
import { Panel } from "./panel.js";
import { Samples } from "./samples.js";

const CONSOLE = "console/";
const SHOWN_MILLIS = 5 * 60 * 1000;

const state = document.getElementById("state");
const samples = new Samples(SHOWN_MILLIS);
const panels = [];

for (const dashboard of DASHBOARDS) {
  const own = dashboard.panels.map((declared) => new Panel(declared, SHOWN_MILLIS));
  panels.push(...own);
  document.getElementById("dashboards").append(element("section", "dashboard", null,
    element("h3", "", dashboard.title),
    element("div", "panels", null, ...own.map((panel) => panel.place))));
}

function draw() {
  panels.forEach((panel) => panel.draw());
}
draw();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

/** Brings the page up to date; returns after how many milliseconds there is something new. */
async function refresh(catalogue) {
  try {
    const history = await fetchJson(CONSOLE, "history.json?since=" + samples.time);
    samples.add(history, () => panels.forEach((panel) => panel.take(samples)));
    if (history.times.length) panels.forEach((panel) => panel.show());
    const report = await showGuard(CONSOLE, document.getElementById("guard"));
    catalogue?.refresh();
    showStatus(state, report.time);
    return Math.min(history.interval_millis, 5000);
  } catch (e) {
    showStatus(state, null, e);
    return 1000;
  }
}

const button = document.getElementById("traffic");

async function traffic(change) {
  const response = await fetch("traffic" + (change ?? ""), { method: change ? "PUT" : "GET" });
  const running = (await response.json()).running;
  button.textContent = running ? "Pause traffic" : "Start traffic";
  button.onclick = () => traffic("?running=" + !running);
  button.hidden = false;
}

let catalogue = null;

// A part that could not be read is tried again: the service may be starting or stopping.
async function showRest() {
  try {
    if (button.hidden) await traffic();
    catalogue ??= await showCatalogue(CONSOLE, document.getElementById("catalogue"));
  } catch {
    // the status line says that there is no connection
  }
}

// One refresh after the other, however long one takes; none while the page is hidden.
async function keepRefreshing() {
  let wait = 1000;
  if (!document.hidden) {
    wait = await refresh(catalogue);
    await showRest();
  }
  setTimeout(keepRefreshing, wait);
}
keepRefreshing();

// For tests: what the charts hold.
window.panels = () => panels.map((panel) => [panel.place.dataset.title, panel.points]);
