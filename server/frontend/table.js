// A table of results: sorted by its heads, searched, and drawn a page at a time.
import { cell, raw, readable } from "./columns.js";
import { nameLinks } from "./labels.js";
import { isNumber, plain, show } from "./terms.js";

const PAGE = 200;

export function drawTable(parent, results, page) {
  const rows = results.results.bindings;
  const names = results.head.vars;
  const short = readable(names, page.language);
  const state = { columns: short, rows, shown: PAGE, sorted: null, downwards: false };

  const tools = document.createElement("div");
  tools.className = "tools";
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = page.say["table.search"];
  search.setAttribute("aria-label", page.say["table.search"]);
  tools.append(search);
  if (short.length < names.length) {
    tools.append(columnSwitch());
  }
  const frame = document.createElement("div");
  frame.className = "frame";
  frame.tabIndex = 0;
  const more = document.createElement("button");
  more.type = "button";
  more.className = "quiet more";
  parent.append(tools, frame, more);

  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    state.rows = rows.filter((row) => {
      const text = Object.values(row).map((term) => plain(term, page.prefixes)).join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    });
    state.shown = PAGE;
    sort();
    draw();
  });
  more.addEventListener("click", () => {
    state.shown += PAGE;
    draw();
  });
  draw();

  function columnSwitch() {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.addEventListener("change", () => {
      state.columns = box.checked ? raw(names) : short;
      draw();
    });
    label.append(box, ` ${page.say["table.all"]}`);
    return label;
  }

  function sort() {
    const { sorted: column, downwards } = state;
    if (!column) {
      return;
    }
    const order = new Intl.Collator(page.language, { numeric: true }).compare;
    const key = (row) => {
      const { term, label } = cell(row, column);
      return label ?? plain(term, page.prefixes);
    };
    state.rows = [...state.rows].sort((a, b) => order(key(a), key(b)) * (downwards ? -1 : 1));
  }

  function draw() {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const column of state.columns) {
      head.append(heading(column));
    }
    const body = table.createTBody();
    for (const row of state.rows.slice(0, state.shown)) {
      const line = body.insertRow();
      for (const column of state.columns) {
        const { term, label } = cell(row, column);
        const place = line.insertCell();
        place.append(show(term, label, page));
        place.classList.toggle("number", isNumber(term));
      }
    }
    frame.replaceChildren(table);
    if (state.columns === short) {
      nameLinks(table.querySelectorAll("td a:not([data-named])"), page);
    }
    const rest = state.rows.length - state.shown;
    more.hidden = rest <= 0;
    more.textContent = page.say["table.more"].replace("{rest}", rest.toLocaleString());
  }

  function heading(column) {
    const place = document.createElement("th");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = column.name;
    const isSorted = state.sorted?.name === column.name;
    place.scope = "col";
    place.ariaSort = isSorted ? (state.downwards ? "descending" : "ascending") : "none";
    button.addEventListener("click", () => {
      state.downwards = isSorted && !state.downwards;
      state.sorted = column;
      sort();
      draw();
    });
    place.append(button);
    return place;
  }
}
