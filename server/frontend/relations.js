// A network of a result: the things of two columns, or of a graph, and what ties them.
import { install as GraphChart } from "echarts/lib/chart/graph/install.js";
import { installLabelLayout as LabelLayout } from "echarts/lib/label/installLabelLayout.js";
import { use } from "echarts/core";
import { note, selector } from "./choosing.js";
import { drawing } from "./drawing.js";
import { namesOf } from "./labels.js";
import { tied } from "./network.js";
import { shorten } from "./terms.js";

use([GraphChart, LabelLayout]);

const HEIGHT = 560;
const NARROW = 560; // Pixels: on less, what is drawn stands closer together.
const ROOM = 7500; // What the things push each other apart with, all together: more leave the frame.
const LABELLED = 60; // With more things than this, names are shown of the best tied only.

// Draws what `of` returns for the two columns that are chosen; a graph has none to choose.
export async function drawNetwork(parent, of, { rows, columns, page, unsure }, chosen = []) {
  const { say } = page;
  const tools = document.createElement("div");
  tools.className = "tools";
  const frame = document.createElement("div");
  frame.className = "drawing";
  frame.style.height = `${HEIGHT}px`;
  const told = note();
  parent.append(tools, frame, told);
  const choices = rows ? tied(rows, columns) : [];
  const named = choices.map(({ name }) => ({ value: name, text: name }));
  chosen.forEach((column, index) => {
    tools.append(selector(say[index ? "network.to" : "network.from"], named, column.name, async (value) => {
      chosen[index] = choices.find(({ name }) => name === value);
      await load();
      drawn.draw();
    }));
  });
  let shown;
  let nameOf;
  await load();
  const drawn = drawing(frame, say["network.drawn"], option);
  return drawn.end;

  async function load() {
    shown = of(chosen);
    const unnamed = shown.nodes.filter(({ name }) => !name).map(({ iri }) => iri);
    const names = await namesOf([...unnamed.filter((iri) => !iri.startsWith("_:")), ...new Set(shown.links.map(({ by }) => by).filter(Boolean))], page);
    nameOf = ({ iri, name }) => name ?? names(iri) ?? shorten(iri, page.prefixes);
    const remarks = [
      say["network.told"].replace("{things}", shown.nodes.length).replace("{ties}", shown.links.length),
      shown.left && say["network.left"].replace("{ties}", shown.left),
      unsure && say["view.unsure"].replace("{rows}", unsure),
    ];
    told.textContent = remarks.filter(Boolean).join(" ");
  }

  function option({ ink, line, faint, sheet }) {
    const many = shown.nodes.length > LABELLED;
    const narrow = frame.clientWidth < NARROW;
    const things = Math.max(shown.nodes.length, 1);
    const density = shown.links.length / things;
    const [repulsion, edgeLength] = many ? [80, 40] : narrow ? [150, 60] : [Math.min(420, ROOM / things), 60 + 25 * density];
    const most = Math.max(...shown.nodes.map(({ ties }) => ties), 1);
    return {
      tooltip: { renderMode: "richText" },
      series: [{
        type: "graph",
        layout: "force",
        roam: true,
        draggable: true,
        force: { initLayout: "circular", repulsion, edgeLength, gravity: narrow ? 0.2 : 0.18, layoutAnimation: false },
        ...(narrow ? { left: 10, right: 100 } : {}),
        labelLayout: { hideOverlap: true },
        label: { show: true, position: "right", color: ink, fontSize: narrow ? 11 : 12, width: narrow ? 90 : 150, overflow: "truncate", textBorderColor: sheet, textBorderWidth: 3 },
        lineStyle: { color: faint, opacity: 0.55, curveness: 0.08 },
        edgeSymbol: ["none", "arrow"],
        edgeSymbolSize: 6,
        emphasis: { focus: "adjacency" },
        categories: [{ name: chosen[0]?.name ?? "" }, { name: chosen[1]?.name ?? "" }],
        nodes: shown.nodes.map((node) => ({
          id: node.iri,
          name: nameOf(node),
          value: node.ties,
          category: node.side,
          symbolSize: 10 + 26 * Math.sqrt(node.ties / most),
          itemStyle: { borderColor: line },
          label: { show: !many || node.ties * 6 > most },
        })),
        edges: shown.links.map(({ from, to, by, count, both }) => ({
          source: from,
          target: to,
          value: by ? nameOf({ iri: by }) : count,
          lineStyle: { width: Math.min(5, count) },
          ...(both ? { symbol: ["none", "none"] } : {}),
        })),
      }],
    };
  }
}
