// A map of a result: a tile for each province, the darker the more its rows count or measure.
import { note, selector } from "./choosing.js";
import { cell } from "./columns.js";
import { ground, places, provinceOf } from "./places.js";

const STEPS = 5;

export async function drawMap(parent, { rows, columns, page, read, unsure }) {
  const { say } = page;
  const { column, measures } = places(rows, columns);
  const tileOf = await ground(page);
  const state = { measure: measures[0]?.name ?? "" };
  const tools = document.createElement("div");
  tools.className = "tools";
  const choices = [...measures.map(({ name }) => ({ value: name, text: name })), { value: "", text: say["chart.count"] }];
  tools.append(selector(say["chart.measure"], choices, state.measure, (value) => {
    state.measure = value;
    draw();
  }));
  const grid = document.createElement("ol");
  grid.className = "tiles";
  const told = note();
  parent.append(tools, grid, told);
  draw();

  function draw() {
    const { provinces, summed } = measured();
    const numbers = [...provinces.values()].map(({ value }) => value);
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    const format = new Intl.NumberFormat(page.language, { maximumFractionDigits: 2 });
    grid.replaceChildren();
    for (const { label, value, place } of provinces.values()) {
      const tile = document.createElement("li");
      tile.style.gridRow = `${place.row + 1} / span ${place.rows}`;
      tile.style.gridColumn = `${place.column + 1} / span ${place.columns}`;
      const share = most > least ? (value - least) / (most - least) : 1;
      tile.dataset.step = Math.min(STEPS - 1, Math.floor(share * STEPS));
      const [title, number] = [document.createElement("b"), document.createElement("span")];
      title.textContent = label;
      number.textContent = format.format(value);
      tile.append(title, number);
      grid.append(tile);
    }
    const remarks = [summed && say["chart.summed"], unsure && say["view.unsure"].replace("{rows}", unsure)];
    told.textContent = remarks.filter(Boolean).join(" ");
  }

  // Returns what is told of each province; rows that tell of the same one are added up.
  function measured() {
    const measure = measures.find(({ name }) => name === state.measure);
    const provinces = new Map();
    let summed = false;
    for (const row of rows) {
      const place = tileOf(provinceOf(cell(row, column).term));
      const value = measure ? Number(cell(row, measure).term?.value ?? NaN) : 1;
      if (place && !Number.isNaN(value)) {
        const key = JSON.stringify(place); // A province may have had several names.
        const known = provinces.get(key);
        summed ||= Boolean(known && measure);
        provinces.set(key, { label: read(row, column), value: (known?.value ?? 0) + value, place });
      }
    }
    return { provinces, summed };
  }
}
