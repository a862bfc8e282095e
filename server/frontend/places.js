// Which column of a result tells of provinces, and where these stand on the map.
import { ask } from "./ask.js";
import { cell } from "./columns.js";
import successions from "./provinces.rq";
import { isNumber } from "./terms.js";

const PROVINCE = "https://w3id.org/krig/id/province/";

// Returns the column of provinces and the columns of numbers beside it, or null where there is none.
export function places(rows, columns) {
  const column = columns.find((each) => {
    const found = rows.map((row) => provinceOf(cell(row, each).term)).filter(Boolean);
    return new Set(found).size > 1 && found.length * 2 >= rows.length;
  });
  if (!column) {
    return null;
  }
  const measured = (each) => {
    const terms = rows.map((row) => cell(row, each).term).filter(Boolean);
    return terms.length > 0 && terms.every(isNumber);
  };
  return { column, measures: columns.filter(measured) };
}

// Returns the name of a province, as addresses have it; undefined for what is none.
export function provinceOf(term) {
  const isOne = term?.type === "uri" && term.value.startsWith(PROVINCE);
  return isOne ? term.value.slice(PROVINCE.length) : undefined;
}

// Returns what tells on which rectangle a province stands: one of another name on the same, a
// merged one on those of all that it was.
export async function ground(page) {
  const { results } = await ask(page, successions);
  const before = new Map();
  for (const { earlier, later } of results?.results.bindings ?? []) {
    const name = provinceOf(later);
    before.set(name, [...(before.get(name) ?? []), provinceOf(earlier)]);
  }
  const tile = (name) => page.tiles[name] ?? around((before.get(name) ?? []).map(tile).filter(Boolean));
  return tile;
}

function around(tiles) {
  if (tiles.length === 0) {
    return undefined;
  }
  const column = Math.min(...tiles.map((each) => each.column));
  const row = Math.min(...tiles.map((each) => each.row));
  const columns = Math.max(...tiles.map((each) => each.column + each.columns)) - column;
  const rows = Math.max(...tiles.map((each) => each.row + each.rows)) - row;
  return { column, row, columns, rows };
}
