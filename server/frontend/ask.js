// Asks the endpoint. It knows the form of a query, so both kinds of answer are accepted at once.
const JSON_RESULTS = "application/sparql-results+json";
const ACCEPT = `${JSON_RESULTS}, text/turtle`;

// Returns { problem }, or { results } of a SELECT or ASK, or { turtle }; { graph } of JSON-LD.
export async function ask(page, query, signal, accept = ACCEPT) {
  const response = await fetch(page.endpoint, {
    method: "POST",
    headers: { Accept: accept, "Accept-Language": page.language },
    body: new URLSearchParams({ query }),
    signal,
  });
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/problem+json")) {
    return { problem: await response.json() };
  }
  if (!response.ok) {
    return { problem: { status: response.status, title: response.statusText } };
  }
  if (type.startsWith("application/ld+json")) {
    return { graph: await response.json() };
  }
  return type.startsWith(JSON_RESULTS)
    ? { results: await response.json() }
    : { turtle: await response.text() };
}

// Returns the address at which the answer of a query is downloaded in a format.
export function download(page, query, format) {
  const address = new URL(page.endpoint, location.href);
  address.searchParams.set("query", query);
  address.searchParams.set("format", format);
  return address.href;
}
