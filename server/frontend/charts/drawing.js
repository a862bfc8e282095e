// ECharts as the pages draw with it: as SVG, in the colours and letters of the page. What is drawn
// stands in the element `data`; the tables below say the same.
import { TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([TooltipComponent, SVGRenderer]);

const NARROW = 560; // Pixels: on less, charts are drawn upright.

export const page = JSON.parse(document.getElementById("data").textContent);

// Returns a colour of the page as it is now.
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// Draws in `element`, and again when its width or the colours of the page change; `option` tells
// what ECharts shows in that width, narrow or not. A click on what has an address goes there.
export function draw(element, option) {
  element.hidden = false;
  element.classList.toggle("narrow", element.clientWidth < NARROW);
  const chart = init(element, null, { renderer: "svg" });
  const paint = () => chart.setOption({ ...common(), ...option(element.clientWidth < NARROW, element.clientWidth) }, true);
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (element.clientWidth !== width) {
      width = element.clientWidth;
      element.classList.toggle("narrow", width < NARROW);
      chart.resize();
      paint();
    }
  }).observe(element);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  chart.on("click", ({ data }) => follow(data?.address));
  paint();
  return { chart, paint };
}

// Goes to an address in the language of the page; out of a frame, in a window of its own.
export function follow(address) {
  if (!address) {
    return;
  }
  const target = new URL(address, location.href);
  if (page.language && target.origin === location.origin) {
    target.searchParams.set("lang", page.language);
  }
  if (page.framed) {
    window.open(target, "_blank", "noopener");
  } else {
    location.assign(target);
  }
}

// Returns what a tooltip says: a title, and lines below it. No markup, as the page allows no styles in it.
export function tip(title, lines, note) {
  const box = document.createElement("div");
  box.className = "tip";
  const head = document.createElement("b");
  head.textContent = title;
  const list = document.createElement("ul");
  for (const line of lines) {
    const item = document.createElement("li");
    item.textContent = line;
    list.append(item);
  }
  box.append(head, ...(lines.length ? [list] : []));
  if (note) {
    const small = document.createElement("small");
    small.textContent = note;
    box.append(small);
  }
  return box;
}

// Returns a text of the page with its places filled in.
export function say(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), page.say[key]);
}

function common() {
  const font = getComputedStyle(document.body).fontFamily;
  return {
    animation: false,
    textStyle: { color: colour("ink"), fontFamily: font },
    tooltip: {
      trigger: "item",
      confine: true,
      transitionDuration: 0,
      backgroundColor: colour("sheet"),
      borderColor: colour("line"),
      textStyle: { color: colour("ink"), fontFamily: font, fontSize: 14 },
    },
  };
}
