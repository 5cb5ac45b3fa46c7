import { element, fetchJson, showCatalogue, showGuard } from "./console/parts.js";
import { DASHBOARDS, FAMILIES } from "./dashboards.js";
import { Panel } from "./panel.js";
import { Samples } from "./samples.js";

const CONSOLE = "console/";
// Faster for whoever asks for it: ?every=200
const EVERY = Math.max(100, Number(new URLSearchParams(location.search).get("every")) || 2000);
const WANTED = "values.json?" + FAMILIES.map((name) => "name%5B%5D=" + name).join("&");

const state = document.getElementById("state");
const samples = new Samples();
const panels = [];

for (const dashboard of DASHBOARDS) {
  const own = dashboard.panels.map((declared) => new Panel(declared));
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

async function look(catalogue) {
  try {
    const before = samples.time;
    samples.add(await fetchJson(CONSOLE, WANTED));
    if (samples.ready) {
      panels.forEach((panel) => panel.update(samples, (samples.time - before) / 1000));
    }
    await showGuard(CONSOLE, document.getElementById("guard"));
    catalogue?.refresh();
    state.textContent = "As of " + new Date(samples.time).toLocaleTimeString();
    delete state.dataset.broken;
  } catch (e) {
    state.textContent = "No answer: " + e.message;
    state.dataset.broken = "";
  }
}

const button = document.getElementById("traffic");

async function traffic(change) {
  const response = await fetch("traffic" + (change ?? ""), { method: change ? "PUT" : "GET" });
  const running = (await response.json()).running;
  button.textContent = running ? "Pause the traffic" : "Let traffic run";
  button.onclick = () => traffic("?running=" + !running);
  button.hidden = false;
}

// A request without an answer is repeated at the next look: the service may be starting or ending.
let catalogue = null;

async function showRest() {
  try {
    if (button.hidden) await traffic();
    catalogue ??= await showCatalogue(CONSOLE, document.getElementById("catalogue"));
  } catch {
    // look() says that there is no answer
  }
}

await look(null);
await showRest();

// One look after the other, however long one takes; none while nobody watches.
async function keepLooking() {
  if (!document.hidden) {
    await showRest();
    await look(catalogue);
  }
  setTimeout(keepLooking, EVERY);
}
setTimeout(keepLooking, Math.min(EVERY, 1000));

// For tests, and for the curious: what the charts hold.
window.panels = () => panels.map((panel) => [panel.place.dataset.title, panel.points]);
