// One chart: lines over the last minutes, and a legend with their current values.

import { element } from "./console/parts.js";

const COLOURS = ["--c0", "--c1", "--c2", "--c3", "--c4", "--c5"];
const MOST_LINES = COLOURS.length;
const SHORTEST_AXIS = 20_000;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function figure(value) {
  if (value === undefined || Number.isNaN(value)) return "–";
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

function age(millis) {
  if (millis < 500) return "now";
  return millis < 90_000 ? `${Math.round(millis / 1000)} s ago` : `${Math.round(millis / 6000) / 10} min ago`;
}

export class Panel {
  #declared;
  #lines = new Map();
  #values = new Map();
  #shown;
  #time = 0;
  #oldest = 0;
  #legend = element("ul", "legend");
  #empty = element("p", "empty", "No data in this time.");
  #chart;

  /** A panel that shows so many milliseconds. */
  constructor(declared, shown) {
    this.#declared = declared;
    this.#shown = shown;
    this.canvas = element("canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label",
      `${declared.title}, ${declared.unit}, over the last minutes; the list has the current values`);
    this.place = element("figure", "panel card", null,
      element("figcaption", "", null, element("span", "", declared.title), element("span", "unit", declared.unit)),
      element("div", "plot", null, this.canvas, this.#empty),
      this.#legend);
    this.place.dataset.title = declared.title;
  }

  /** To be called when the panel is on the page: a chart measures where it is drawn. */
  draw() {
    const grid = { color: style("--line"), drawTicks: false };
    const ticks = { color: style("--soft"), font: { size: 11 } };
    const { unit, whole } = this.#declared;
    const scale = unit === "%" ? { max: 100, suggestedMin: 90 } : { beginAtZero: true, suggestedMax: 1, grace: "8%" };
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
            type: "linear", grid: { display: false }, border: { color: style("--line") },
            afterBuildTicks: (axis) => {
              axis.ticks = [0, 1, 2].map((third) => ({ value: axis.min + ((axis.max - axis.min) * third) / 2 }));
            },
            ticks: { ...ticks, maxRotation: 0, align: "inner", callback: (time) => age(this.#time - time) },
          },
          y: {
            ...scale, grid, border: { display: false },
            ticks: { ...ticks, maxTicksLimit: 4, padding: 6, precision: whole ? 0 : undefined },
          },
        },
        plugins: {
          legend: { display: false },
          tooltip: {
            backgroundColor: style("--card"),
            borderColor: style("--edge"),
            borderWidth: 1,
            titleColor: style("--text"),
            bodyColor: style("--text"),
            multiKeyBackground: style("--card"),
            callbacks: {
              title: (items) => age(this.#time - items[0].parsed.x),
              label: (item) => ` ${item.dataset.label}: ${figure(item.parsed.y)} ${unit}`,
            },
          },
        },
      },
    });
    this.#setAxis();
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
      spanGaps: 20_000,
    }));
  }

  /** Takes the values of the newest moment. A line that was there stays, in its colour. */
  take(samples) {
    this.#time = samples.time;
    this.#oldest = samples.oldest;
    this.#values = this.#declared.of(samples);
    for (const [name, value] of this.#values) {
      if (!this.#lines.has(name) && this.#makeRoom(value)) this.#lines.set(name, []);
    }
    for (const [name, points] of this.#lines) {
      while (points.length && points[0].x < this.#time - this.#shown) points.shift();
      const value = this.#values.get(name) ?? NaN;
      if (!Number.isNaN(value)) points.push({ x: this.#time, y: value });
    }
  }

  /** Shows what was taken. */
  show() {
    this.#legend.replaceChildren(...[...this.#lines.keys()].map((name, index) => {
      const entry = element("li", "", null, (name || "all") + " ",
        element("b", "", figure(this.#values.get(name))));
      entry.style.setProperty("--key", `var(${COLOURS[index % MOST_LINES]})`);
      return entry;
    }));
    this.#empty.hidden = this.points > 0;
    this.#chart.data.datasets = this.#datasets();
    this.#setAxis();
    this.#chart.update("none");
  }

  /** The time axis is the same in all panels. */
  #setAxis() {
    const axis = this.#chart.options.scales.x;
    axis.max = this.#time;
    axis.min = Math.min(this.#oldest, this.#time - SHORTEST_AXIS);
  }

  /** Whether there is room for another line; one that is flat now gives way to one that is not. */
  #makeRoom(value) {
    if (this.#lines.size < MOST_LINES) return true;
    const flat = value > 0 && [...this.#lines.keys()].find((name) => !this.#values.get(name));
    return flat !== undefined && flat !== false && this.#lines.delete(flat);
  }

  /** How many points its lines have, together. */
  get points() {
    return [...this.#lines.values()].reduce((sum, points) => sum + points.length, 0);
  }
}
