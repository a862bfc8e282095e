// ECharts as the query page draws with it: on a canvas, in the colours and letters of the page.
import { install as TooltipComponent } from "echarts/lib/component/tooltip/install.js";
import { init, use } from "echarts/core";
import { install as CanvasRenderer } from "echarts/lib/renderer/installCanvasRenderer.js";

// What only one kind of picture needs is loaded with that.
use([TooltipComponent, CanvasRenderer]);

const DARK = "(prefers-color-scheme: dark)";

// What tells series apart, at 3:1 against the sheet at least.
const ON_LIGHT = ["#0b7285", "#c2571a", "#5b5fc7", "#2b8a3e", "#a61e4d", "#8a6d00", "#4a7bd0", "#7a4d9f", "#5f7d3b", "#b0523f", "#37858c", "#70757d"];
const ON_DARK = ["#4fb8cc", "#f08c55", "#9a9df0", "#6cc795", "#ee7f9f", "#d9b84a", "#86aef0", "#b893de", "#a3c47c", "#e0907f", "#7cc4ca", "#a9b0ba"];

// Returns the colours of the page, as they are now.
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return { ink: of("ink"), faint: of("faint"), line: of("line"), sheet: of("sheet"), accent: of("accent") };
}

// Draws in `parent`, and again when its size or the colours of the page change; `option` returns
// what ECharts shows, `name` what those hear who do not see it. Returns what redraws, and what ends
// the drawing.
export function drawing(parent, name, option) {
  parent.setAttribute("role", "img");
  parent.setAttribute("aria-label", name);
  const chart = init(parent, null, { renderer: "canvas" });
  const dark = matchMedia(DARK);
  const draw = () => chart.setOption({ ...common(), ...option(colours()) }, true);
  const fit = new ResizeObserver(() => chart.resize());
  fit.observe(parent);
  dark.addEventListener("change", draw);
  draw();
  return {
    draw,
    chart,
    end: () => {
      fit.disconnect();
      dark.removeEventListener("change", draw);
      chart.dispose();
    },
  };
}

function common() {
  const { ink, line, sheet } = colours();
  const font = getComputedStyle(document.body).fontFamily;
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    textStyle: { color: ink, fontFamily: font },
    // Rich text is drawn on the canvas: the page allows no styles in its markup.
    tooltip: { renderMode: "richText", backgroundColor: sheet, borderColor: line, textStyle: { color: ink, fontFamily: font } },
    color: matchMedia(DARK).matches ? ON_DARK : ON_LIGHT,
  };
}
