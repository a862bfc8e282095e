// The provinces around a circle, roughly as they lie around the country, and what ties them.
import { GraphChart } from "echarts/charts";
import { use } from "echarts/core";
import { colour, draw, page, say, tip } from "./drawing.js";

use([GraphChart]);

const { nodes, links } = page.network;
const names = new Map(nodes.map(({ key, label }) => [key, label]));

// On a narrow page, labels stand around the circle like rays, and need as much room as the longest.
const RAY = 26 + Math.max(...nodes.map(({ label }) => label.replace(/[가-힣]/g, "xx").length * 6.6));

draw(document.getElementById("chart"), (narrow) => ({
  series: [
    {
      type: "graph",
      layout: "circular",
      circular: { rotateLabel: narrow },
      left: narrow ? RAY : 90,
      right: narrow ? RAY : 90,
      top: narrow ? RAY : 44,
      bottom: narrow ? RAY : 44,
      emphasis: { focus: "adjacency", lineStyle: { width: 5 } },
      data: nodes.map((node, index) => point(node, index, narrow)),
      links: links.map(line),
      tooltip: { formatter: ({ data, dataType }) => (dataType === "edge" ? lineTip(data) : pointTip(data)) },
    },
  ],
}));

// ECharts begins the circle in the east; the label stands outside of it.
function point({ key, label, count, address }, index, narrow) {
  const angle = (index / nodes.length) * 2 * Math.PI;
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  const position = Math.abs(y) > 0.8 ? (y > 0 ? "bottom" : "top") : x > 0 ? "right" : "left";
  return {
    id: key,
    name: key,
    count,
    address,
    symbolSize: (narrow ? 9 : 12) + 1.2 * count,
    itemStyle: { color: colour("tone-province") },
    label: { show: true, position, color: colour("ink"), fontSize: narrow ? 12 : 14, formatter: label },
  };
}

function line({ source, target, tone, names: things, official, address, curve }) {
  return {
    source,
    target,
    things,
    official,
    address,
    lineStyle: {
      color: colour(`tone-${tone}`),
      width: tone === "project" ? 1 + things.length : 3.5,
      type: official ? "solid" : "dashed",
      opacity: tone === "project" ? 0.5 : 0.95,
      curveness: curve,
    },
  };
}

function lineTip({ source, target, things, official }) {
  const title = say("tie", { one: names.get(source), other: names.get(target), count: things.length });
  return tip(title, things, official ? "" : say("press"));
}

function pointTip({ id, count }) {
  return tip(say("node", { name: names.get(id), count }), []);
}
