// A chart of a result: lines over time, or bars, of the columns that the reader chooses.
// By their own files: what is imported from the list of all is in the part that all views load.
import { install as BarChart } from "echarts/lib/chart/bar/install.js";
import { install as LineChart } from "echarts/lib/chart/line/install.js";
import { install as GridComponent } from "echarts/lib/component/grid/install.js";
import { install as LegendComponent } from "echarts/lib/component/legend/install.js";
import { use } from "echarts/core";
import { drawing } from "./drawing.js";
import { note, selector } from "./choosing.js";
import { points, proposal } from "./series.js";

use([BarChart, LineChart, GridComponent, LegendComponent]);

const HEIGHT = 26; // Pixels that a bar takes, with its name beside it.

export function drawChart(parent, { rows, columns, page, read, unsure }) {
  const { say } = page;
  const chosen = proposal(rows, columns, read);
  const tools = document.createElement("div");
  tools.className = "tools";
  const frame = document.createElement("div");
  frame.className = "drawing";
  const told = note();
  const kinds = ["bar", "line"].map((value) => ({ value, text: say[`chart.${value}`] }));
  const named = (names) => names.map((value) => ({ value, text: value }));
  const without = (text) => ({ value: "", text });
  const select = (name, choices) =>
    tools.append(selector(say[`chart.${name}`], choices, chosen[name], (value) => {
      chosen[name] = value;
      redraw();
    }));
  select("kind", kinds);
  select("along", named(chosen.choices.along));
  select("measure", [...named(chosen.choices.measure), without(say["chart.count"])]);
  select("by", [without(say["chart.none"]), ...named(chosen.choices.by)]);
  parent.append(tools, frame, told);
  const drawn = drawing(frame, say["chart.told"], (colours) => option(colours));
  redraw();
  return drawn.end;

  function redraw() {
    const { texts, summed } = data();
    const upright = chosen.kind === "line" || texts.length <= 6;
    frame.style.height = `${upright ? 420 : Math.max(200, texts.length * HEIGHT + 110)}px`;
    const remarks = [summed && say["chart.summed"], unsure && say["view.unsure"].replace("{rows}", unsure)];
    told.textContent = remarks.filter(Boolean).join(" ");
    drawn.chart.resize();
    drawn.draw();
  }

  function data() {
    return points(rows, columns, chosen, read, say["chart.count"]);
  }

  function option({ faint, line, ink }) {
    const { texts, lines } = data();
    const upright = chosen.kind === "line" || texts.length <= 6;
    const names = {
      type: "category",
      data: texts,
      inverse: !upright,
      axisLabel: { color: ink, width: upright ? undefined : 150, overflow: "truncate", interval: upright ? "auto" : 0 },
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
    };
    const values = {
      type: "value",
      axisLabel: { color: faint },
      splitLine: { lineStyle: { color: line } },
    };
    return {
      grid: { left: 12, right: 24, top: lines.length > 1 ? 56 : 16, bottom: 12, containLabel: true },
      legend: { show: lines.length > 1, type: "scroll", top: 8, textStyle: { color: ink } },
      tooltip: { trigger: "axis", ...tooltip() },
      xAxis: upright ? names : values,
      yAxis: upright ? values : names,
      series: lines.map((each) => ({
        name: each.name,
        type: chosen.kind,
        data: each.values,
        stack: chosen.kind === "bar" && chosen.measure === "" ? "counts" : undefined,
        barMaxWidth: 22,
        connectNulls: false,
        symbolSize: 7,
      })),
    };
  }

  function tooltip() {
    const format = new Intl.NumberFormat(page.language, { maximumFractionDigits: 6 });
    return { valueFormatter: (value) => (value === null || value === undefined ? "–" : format.format(value)), renderMode: "richText" };
  }
}
