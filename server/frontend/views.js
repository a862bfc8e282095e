// How an answer can be looked at: as a table or as triples, and, where its columns allow, as a
// chart, a map or a network. What only some of these need is loaded when one is asked for.
import { ask } from "./ask.js";
import { cell, readable } from "./columns.js";
import { namesOf } from "./labels.js";
import { ofGraph, ofRows, tied } from "./network.js";
import { places } from "./places.js";
import { proposal } from "./series.js";
import { drawTable } from "./table.js";
import { plain } from "./terms.js";

const UNSURE = ["Inferred", "Disputed", "Unverified"].map((name) => `https://w3id.org/krig/def/${name}`);

// Returns the views of an answer, the first of them first to be shown.
export function viewsOf(answer, query, page) {
  return answer.turtle === undefined ? viewsOfRows(answer.results, page) : viewsOfGraph(answer.turtle, query, page);
}

function viewsOfRows(results, page) {
  const rows = results.results.bindings;
  const columns = readable(results.head.vars, page.language);
  const read = reader(page, () => undefined);
  const views = [{ name: "table", draw: (parent) => drawTable(parent, results, page) }];
  const ready = async () => ({ rows, columns, page, unsure: unsure(rows), read: reader(page, await namesIn(rows, columns, page)) });
  if (proposal(rows, columns, read)) {
    views.push({
      name: "chart",
      draw: async (parent) => (await import("./chart.js")).drawChart(parent, await ready()),
    });
  }
  if (places(rows, columns)) {
    views.push({
      name: "map",
      draw: async (parent) => (await import("./map.js")).drawMap(parent, await ready()),
    });
  }
  const [from, to] = tied(rows, columns);
  if (to) {
    views.push({
      name: "network",
      draw: async (parent) => {
        const [{ drawNetwork }, told] = await Promise.all([import("./relations.js"), ready()]);
        return drawNetwork(parent, (chosen) => ofRows(rows, ...chosen), told, [from, to]);
      },
    });
  }
  return views;
}

function viewsOfGraph(turtle, query, page) {
  const triples = (parent) => {
    const block = document.createElement("pre");
    block.className = "frame";
    block.tabIndex = 0;
    block.textContent = turtle;
    parent.append(block);
  };
  const network = async (parent) => {
    const [{ drawNetwork }, { graph }] = await Promise.all([
      import("./relations.js"),
      ask(page, query, undefined, "application/ld+json"),
    ]);
    return drawNetwork(parent, () => ofGraph(graph ?? []), { page, unsure: 0 });
  };
  return [{ name: "triples", draw: triples }, { name: "network", draw: network }];
}

// Returns what reads a cell: the label that the row has for it, else the name of the thing.
function reader(page, names) {
  return (row, column) => {
    const { term, label } = cell(row, column);
    return label ?? (term?.type === "uri" ? names(term.value) : undefined) ?? plain(term, page.prefixes);
  };
}

async function namesIn(rows, columns, page) {
  const unnamed = rows.flatMap((row) =>
    columns.map((column) => cell(row, column)).filter(({ term, label }) => term?.type === "uri" && !label),
  );
  return namesOf(unnamed.map(({ term }) => term.value), page);
}

// Returns how many rows hold what nobody states, or what sources contradict.
function unsure(rows) {
  return rows.filter((row) => Object.values(row).some(({ value }) => UNSURE.includes(value))).length;
}
