// Which columns of a result make a chart: what stands along it, what is measured, what tells
// lines apart. It only proposes; the reader chooses among the columns.
// What a cell says is told by `read`.
import { cell } from "./columns.js";
import { isNumber } from "./terms.js";

const TIME = /#(date|dateTime|gYear|gYearMonth)$/;
const YEAR = /^(19|20)\d\d$/;
const LINES = 12; // More lines than this nobody tells apart.
const BARS = 60;

// Returns how a column is of use: it tells time, is measured, or names something.
export function roles(rows, columns, read) {
  return columns.map((column) => {
    const filled = rows.filter((row) => cell(row, column).term);
    const cells = filled.map((row) => cell(row, column));
    const texts = new Set(filled.map((row) => read(row, column)));
    const years = cells.every(({ term }) => YEAR.test(term.value));
    const role = cells.every(({ term }) => TIME.test(term.datatype ?? "") || (years && isNumber(term)))
      ? "time"
      : cells.every(({ term }) => isNumber(term)) ? "measure" : "name";
    return { column, role: cells.length ? role : "none", values: texts.size };
  });
}

// Returns what a chart of the rows shows at first, or null where nothing can be drawn.
export function proposal(rows, columns, read) {
  const told = roles(rows, columns, read);
  const names = told.filter(({ role, values }) => role === "name" && values > 1);
  const time = told.find(({ role, values }) => role === "time" && values > 1);
  const along = time ?? names.find(({ values }) => values <= BARS) ?? names[0];
  if (!along || rows.length < 2) {
    return null;
  }
  const measures = told.filter(({ role }) => role === "measure");
  const by = names.find(
    (each) => each !== along && each.values <= LINES && repeats(rows, along.column, read),
  );
  return {
    along: along.column.name,
    measure: measures.find(({ values }) => values > 1)?.column.name ?? measures[0]?.column.name ?? "",
    by: by?.column.name ?? "",
    kind: time ? "line" : "bar",
    choices: {
      along: told.filter(({ role }) => role !== "none").map(({ column }) => column.name),
      measure: measures.map(({ column }) => column.name),
      by: told.filter(({ role, values }) => role === "name" && values <= LINES).map(({ column }) => column.name),
    },
  };
}

function repeats(rows, column, read) {
  return new Set(rows.map((row) => read(row, column))).size < rows.length;
}

// Returns the points of a chart: the texts along it, and for each line its values at them. Without
// a measure rows are counted; rows that share a point are added up, which `summed` tells.
export function points(rows, columns, chosen, read, whole) {
  const column = (name) => columns.find((each) => each.name === name);
  const lines = new Map();
  const along = new Set();
  let summed = false;
  for (const row of rows) {
    const place = read(row, column(chosen.along));
    const name = chosen.by ? read(row, column(chosen.by)) : chosen.measure || whole;
    const value = chosen.measure ? Number(cell(row, column(chosen.measure)).term?.value ?? NaN) : 1;
    if (place !== "" && !Number.isNaN(value)) {
      along.add(place);
      const line = lines.get(name) ?? lines.set(name, new Map()).get(name);
      summed ||= line.has(place) && chosen.measure !== "";
      line.set(place, (line.get(place) ?? 0) + value);
    }
  }
  const isTime = roles(rows, [column(chosen.along)], read)[0].role === "time";
  const texts = isTime ? [...along].sort() : [...along];
  const named = [...lines].map(([name, values]) => ({ name, values: texts.map((text) => values.get(text) ?? null) }));
  return { texts, lines: named, summed };
}
