// How things are called: asked of the endpoint, once for each IRI.
import { ask } from "./ask.js";
import lookup from "./labels.rq";

const known = new Map();

// Returns what tells how an IRI is called, once it knows of all of `iris`; undefined if it has no name.
export async function namesOf(iris, page) {
  const unknown = new Set([...iris].filter((iri) => !known.has(iri)));
  if (unknown.size > 0) {
    const values = [...unknown].map((iri) => `<${iri}>`).join(" ");
    const { results } = await ask(page, lookup.replace("UNDEF", values));
    unknown.forEach((iri) => known.set(iri, undefined));
    for (const { iri, ko, en } of results?.results.bindings ?? []) {
      known.set(iri.value, (page.language === "en" && en ? en : (ko ?? en))?.value);
    }
  }
  return (iri) => known.get(iri);
}

// Gives the links to things their names, where the graph has one.
export async function nameLinks(links, page) {
  const names = await namesOf([...links].map(({ title }) => title), page);
  for (const link of links) {
    link.textContent = names(link.title) ?? link.textContent;
  }
}
