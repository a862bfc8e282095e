// The reform as a Sankey diagram: provinces, what happened, what it is now, and provinces again.
import { SankeyChart } from "echarts/charts";
import { TitleComponent } from "echarts/components";
import { use } from "echarts/core";
import { colour, draw, page, say, tip } from "./drawing.js";

use([SankeyChart, TitleComponent]);

const FEW = 10; // A stop of fewer has no room for its name on a narrow page: the legend has it.
const SHOWN = 12; // More names than this no tooltip holds.
const { stops, bands } = page.flow;
const known = new Map(stops.map((stop) => [stop.key, { ...stop, label: stop.label || page.say.designated }]));
// Pixels for the names of provinces beside the diagram: those of Korea's letters are wide.
const SIDE = 34 + Math.max(...stops.map(({ tone, label }) => (tone === "province" ? label.replace(/[가-힣]/g, "xx").length * 7.5 : 0)));
const NODE = 16;
const last = Math.max(...stops.map(({ column }) => column));

// How labels stand: on a wide page beside, on a narrow one above and below, where they have to be short.
const beside = (first) => ({ fontSize: 13, position: first ? "left" : "right" });
const upright = (first) => ({
  fontSize: 11,
  position: first ? "top" : "bottom",
  rotate: 90,
  align: first ? "left" : "right",
  verticalAlign: "middle",
});
const below = { fontSize: 11, position: "bottom", width: 78, overflow: "break", lineHeight: 13 };

draw(document.getElementById("chart"), (narrow, width) => ({
  title: narrow ? [] : page.say.columns.map((text, column) => heading(text, column, width)),
  series: [
    {
      type: "sankey",
      orient: narrow ? "vertical" : "horizontal",
      ...(narrow ? { left: 8, right: 8, top: SIDE * 0.85, bottom: SIDE * 0.85 } : { left: SIDE, right: SIDE, top: 40, bottom: 10 }),
      nodeWidth: narrow ? 12 : NODE,
      nodeGap: narrow ? 4 : 9,
      nodeAlign: "left",
      layoutIterations: 0,
      draggable: false,
      emphasis: { focus: "trajectory" },
      data: [...known.values()].map((stop) => node(stop, narrow)),
      links: bands.map(link),
      tooltip: { formatter: ({ data, dataType }) => (dataType === "edge" ? bandTip(data) : stopTip(data)) },
    },
  ],
}));

// Returns what stands above a column.
function heading(text, column, width) {
  return {
    text,
    top: 8,
    left: SIDE + NODE / 2 + (column / last) * (width - 2 * SIDE - NODE),
    textAlign: "center",
    textStyle: { color: colour("faint"), fontSize: 13, fontWeight: 600 },
  };
}

function node(stop, narrow) {
  const { key, column, label, count, tone, address } = stop;
  const edge = column === 0 || column === last;
  return {
    name: key,
    depth: column,
    value: count,
    address,
    itemStyle: { color: colour(`tone-${tone}`), borderWidth: 0 },
    label: {
      color: colour("ink"),
      formatter: narrow && !edge && count < FEW ? `${count}` : `${label}${narrow && !edge ? "\n" : " "}${count}`,
      textBorderColor: colour("sheet"),
      textBorderWidth: 3,
      ...(narrow ? (edge ? upright(column === 0) : below) : beside(column === 0)),
    },
  };
}

function link({ source, target, names, stated, address }) {
  const tone = source.startsWith("before:") ? target : source;
  const paint = colour(`tone-${known.get(tone).tone}`);
  return {
    source,
    target,
    value: names.length,
    names,
    stated,
    address,
    lineStyle: {
      color: paint,
      opacity: stated ? 0.6 : 0.28,
      curveness: 0.5,
      ...(stated ? {} : { borderColor: paint, borderWidth: 1, borderType: "dashed" }),
    },
  };
}

function bandTip({ source, target, names, stated }) {
  const title = say("band", { from: known.get(source).label, to: known.get(target).label, count: names.length });
  const shown = names.length > SHOWN ? [...names.slice(0, SHOWN), say("more", { rest: names.length - SHOWN })] : names;
  return tip(title, shown, stated ? "" : say("unstated"));
}

function stopTip({ name }) {
  const { label, count } = known.get(name);
  return tip(say("stop", { name: label, count }), []);
}
