// Which things a result ties together: the columns that hold IRIs, or the triples of a graph.
import { cell } from "./columns.js";

const MANY = 400; // More things than this no picture shows.
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

// Returns the columns that hold nothing but IRIs; two make a network.
export function tied(rows, columns) {
  return columns.filter((column) => {
    const terms = rows.map((row) => cell(row, column).term).filter(Boolean);
    return terms.length > 0 && terms.every(({ type }) => type === "uri") && new Set(terms.map(({ value }) => value)).size > 1;
  });
}

// Returns the network of two columns: each row ties two things.
export function ofRows(rows, from, to) {
  return network(
    rows.flatMap((row) => {
      const [one, other] = [cell(row, from), cell(row, to)];
      return one.term && other.term
        ? [{ from: one.term.value, to: other.term.value, names: [one.label, other.label], by: "" }]
        : [];
    }),
  );
}

// Returns the network of a graph that came as expanded JSON-LD; literals and types are left out.
export function ofGraph(nodes) {
  const ties = nodes.flatMap((node) =>
    Object.entries(node)
      .filter(([property]) => !property.startsWith("@") && property !== TYPE)
      .flatMap(([property, values]) =>
        [values].flat().filter((value) => value?.["@id"]).map((value) => ({ from: node["@id"], to: value["@id"], names: [], by: property })),
      ),
  );
  return network(ties);
}

function network(ties) {
  const nodes = new Map();
  const links = new Map();
  let left = 0;
  for (const { from, to, names, by } of ties) {
    const fresh = new Set([from, to].filter((each) => !nodes.has(each)));
    if (nodes.size + fresh.size > MANY) {
      left += 1;
    } else {
      [from, to].forEach((iri, index) => {
        const node = nodes.get(iri) ?? nodes.set(iri, { iri, name: undefined, ties: 0, side: index }).get(iri);
        node.name ??= names[index];
        node.ties += 1;
      });
      const key = JSON.stringify([from, to, by]);
      const link = links.get(key) ?? links.set(key, { from, to, by, count: 0 }).get(key);
      link.count += 1;
    }
  }
  return { nodes: [...nodes.values()], links: [...links.values()], left };
}
