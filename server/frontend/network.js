// Which things a result ties together: the columns that hold IRIs, or the triples of a graph.
import { cell } from "./columns.js";

const MANY = 400; // More things than this no picture shows.
const VOCABULARY = "https://w3id.org/krig/def/";
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

// Returns the columns that hold nothing but IRIs; two make a network. Terms of the vocabulary say
// what a thing is, and tie nothing, unless there are only such.
export function tied(rows, columns) {
  const found = columns.filter((column) => {
    const terms = rows.map((row) => cell(row, column).term).filter(Boolean);
    return terms.length > 0 && terms.every(({ type }) => type === "uri") && new Set(terms.map(({ value }) => value)).size > 1;
  });
  const things = found.filter((column) =>
    rows.some((row) => cell(row, column).term && !cell(row, column).term.value.startsWith(VOCABULARY)),
  );
  return things.length > 0 ? things : found;
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
        const node = nodes.get(iri) ?? nodes.set(iri, { iri, name: undefined, ties: 0, sides: new Set() }).get(iri);
        node.name ??= names[index];
        node.ties += 1;
        node.sides.add(index);
      });
      const key = JSON.stringify([from, to, by]);
      const link = links.get(key) ?? links.set(key, { from, to, by, count: 0 }).get(key);
      link.count += 1;
    }
  }
  return { nodes: sided([...nodes.values()]), links: merged(links), left };
}

// Returns things with the side each stands on; where one stands on both, they are of one kind.
function sided(nodes) {
  const mixed = nodes.some(({ sides }) => sides.size > 1);
  return nodes.map(({ sides, ...node }) => ({ ...node, side: mixed ? 0 : [...sides][0] }));
}

// Returns links, of those that lead there and back one, which says so.
function merged(links) {
  const back = ({ from, to, by }) => links.has(JSON.stringify([to, from, by]));
  return [...links.values()]
    .filter((link) => link.from <= link.to || !back(link))
    .map((link) => ({ ...link, both: back(link) }));
}
