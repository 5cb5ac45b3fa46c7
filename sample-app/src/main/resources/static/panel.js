// One chart: lines over the last minutes, and a legend that says what they are at now.

import { element } from "./console/parts.js";

const COLOURS = ["--c0", "--c1", "--c2", "--c3", "--c4", "--c5"];
const MOST_LINES = COLOURS.length;
const SHOWN = 5 * 60;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function figure(value) {
  if (Number.isNaN(value)) return "–";
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

function ago(seconds) {
  if (seconds < 1) return "now";
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 6) / 10} min`;
}

export class Panel {
  #declared;
  #lines = new Map();
  #legend = element("ul", "legend");
  #chart;

  constructor(declared) {
    this.#declared = declared;
    this.canvas = element("canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", declared.title + ", the figures are below");
    this.place = element("figure", "panel card", null,
      element("figcaption", "", declared.title, element("span", "unit", declared.unit)),
      element("div", "plot", null, this.canvas),
      this.#legend);
    this.place.dataset.title = declared.title;
  }

  /** To be called when the panel is on the page: a chart measures where it is drawn. */
  draw() {
    const grid = { color: style("--line"), drawTicks: false };
    const ticks = { color: style("--soft"), font: { size: 11 } };
    const share = this.#declared.unit === "%";
    const scale = share ? { max: 100, suggestedMin: 90 } : { beginAtZero: true, grace: "8%" };
    this.#chart?.destroy();
    this.#chart = new Chart(this.canvas, {
      type: "line",
      data: { datasets: this.#datasets() },
      options: {
        animation: false,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        events: ["mousemove", "mouseout", "touchstart", "touchmove"],
        interaction: { mode: "nearest", axis: "x", intersect: false },
        scales: {
          x: {
            type: "linear", min: -60, max: 0, grid: { display: false }, border: { color: style("--line") },
            ticks: { ...ticks, maxTicksLimit: 4, maxRotation: 0, callback: (value) => ago(-value) },
          },
          y: { ...scale, grid, border: { display: false }, ticks: { ...ticks, maxTicksLimit: 4, padding: 6 } },
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            callbacks: {
              title: (items) => ago(-items[0].parsed.x) + (items[0].parsed.x < 0 ? " ago" : ""),
              label: (item) => ` ${item.dataset.label}: ${figure(item.parsed.y)}`,
            },
          },
        },
      },
    });
  }

  #datasets() {
    return [...this.#lines].map(([name, points], index) => ({
      label: name || "all",
      data: points,
      borderColor: style(COLOURS[index % MOST_LINES]),
      backgroundColor: style(COLOURS[index % MOST_LINES]),
      borderWidth: 1.8,
      pointRadius: points.length > 1 ? 0 : 2,
      tension: 0.15,
      spanGaps: true,
    }));
  }

  /** Takes what is so now. A line that was there stays, in its colour. */
  update(samples, seconds) {
    const values = this.#declared.of(samples);
    for (const [name, value] of values) {
      if (!this.#lines.has(name) && this.#makeRoom(values, value)) this.#lines.set(name, []);
    }
    for (const [name, points] of this.#lines) {
      for (const point of points) point.x -= seconds;
      while (points.length && points[0].x < -SHOWN) points.shift();
      const value = values.get(name) ?? 0;
      if (!Number.isNaN(value)) points.push({ x: 0, y: value });
    }
    this.#legend.replaceChildren(...[...this.#lines.keys()].map((name, index) => {
      const entry = element("li", "", null, (name || "all") + " ",
        element("b", "", figure(values.get(name) ?? 0)));
      entry.style.setProperty("--key", `var(${COLOURS[index % MOST_LINES]})`);
      return entry;
    }));
    const oldest = Math.min(...[...this.#lines.values()].flatMap((points) => points.length ? [points[0].x] : []), -20);
    this.#chart.options.scales.x.min = oldest;
    this.#chart.data.datasets = this.#datasets();
    this.#chart.update("none");
  }

  /** Whether there is room for another line; one that is flat now gives way to one that is not. */
  #makeRoom(values, value) {
    if (this.#lines.size < MOST_LINES) return true;
    const flat = value > 0 && [...this.#lines.keys()].find((name) => !values.get(name));
    return flat !== undefined && flat !== false && this.#lines.delete(flat);
  }

  /** How many points its lines have, together. */
  get points() {
    return [...this.#lines.values()].reduce((sum, points) => sum + points.length, 0);
  }
}
