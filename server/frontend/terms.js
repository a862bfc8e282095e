// Shows RDF terms as people read them.
const NUMBER = /#(integer|decimal|double|float)$/;
const TERMS = "https://w3id.org/krig/def/";
const THINGS = "https://w3id.org/krig/id/";
const CERTAINTIES = new Set(
  ["Official", "Press", "Derived", "Inferred", "Disputed", "Unverified"].map((name) => TERMS + name),
);

// Returns an IRI in its shortest readable form.
export function shorten(iri, prefixes) {
  if (iri.startsWith(THINGS)) {
    return iri.slice(THINGS.length);
  }
  let best = "";
  let short = iri;
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (iri.startsWith(namespace) && namespace.length > best.length) {
      best = namespace;
      short = `${prefix}:${iri.slice(namespace.length)}`;
    }
  }
  return short;
}

export const isNumber = (term) => NUMBER.test(term?.datatype ?? "");

// Returns the text of a term, by which it is sorted and searched.
export function plain(term, prefixes) {
  if (!term) {
    return "";
  }
  return term.type === "uri" ? shorten(term.value, prefixes) : term.value;
}

// Returns what shows a term; `label` is how an IRI is called.
export function show(term, label, page) {
  if (!term) {
    return "";
  }
  if (term.type === "uri") {
    return link(term.value, label, page);
  }
  const text = document.createElement("span");
  text.textContent = term.type === "bnode" ? `_:${term.value}` : plain(term);
  if (term["xml:lang"]) {
    text.lang = term["xml:lang"];
  } else if (term.datatype) {
    text.title = shorten(term.datatype, page.prefixes);
  }
  return text;
}

// Returns a link to what the graph says of a thing.
function link(iri, label, page) {
  const anchor = document.createElement("a");
  const address = new URL(page.endpoint, location.href);
  address.searchParams.set("query", `DESCRIBE <${iri}>`);
  anchor.href = address.href;
  anchor.textContent = label ?? shorten(iri, page.prefixes);
  anchor.title = iri;
  anchor.toggleAttribute("data-named", label !== undefined);
  if (CERTAINTIES.has(iri)) {
    anchor.className = `certainty ${iri.slice(TERMS.length).toLowerCase()}`;
  }
  return anchor;
}
