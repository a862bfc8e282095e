// Shows what the endpoint answered, and offers it for download.
import { download } from "./ask.js";
import { drawTable } from "./table.js";

const ROWS = ["csv", "json", "tsv", "xml"];
const GRAPHS = ["turtle", "ntriples", "jsonld", "rdfxml"];

// Shows an answer; returns how many rows or triples it has, in words.
export function showResult(parent, answer, query, page) {
  parent.replaceChildren();
  if (answer.turtle !== undefined) {
    parent.append(downloads(GRAPHS, query, page), preformatted(answer.turtle));
    return page.say["told.graph"];
  }
  parent.append(downloads(ROWS, query, page));
  if (answer.results.boolean !== undefined) {
    const told = document.createElement("p");
    told.className = "boolean";
    told.textContent = page.say[answer.results.boolean ? "yes" : "no"];
    parent.append(told);
    return page.say["told.boolean"];
  }
  const count = answer.results.results.bindings.length;
  if (count === 0) {
    const told = document.createElement("p");
    told.textContent = page.say["told.none"];
    parent.append(told);
  } else {
    drawTable(parent, answer.results, page);
  }
  return page.say["told.rows"].replace("{rows}", count.toLocaleString());
}

export function showProblem(parent, problem) {
  const box = document.createElement("div");
  box.className = "problem";
  box.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.textContent = problem.title;
  const detail = document.createElement("p");
  detail.className = "detail";
  detail.textContent = problem.detail ?? "";
  box.append(title, detail);
  parent.replaceChildren(box);
}

function downloads(formats, query, page) {
  const list = document.createElement("p");
  list.className = "downloads";
  list.append(`${page.say["download"]}: `);
  for (const format of formats) {
    const anchor = document.createElement("a");
    anchor.href = download(page, query, format);
    anchor.download = "";
    anchor.textContent = format;
    list.append(anchor, " ");
  }
  return list;
}

function preformatted(text) {
  const block = document.createElement("pre");
  block.className = "frame";
  block.tabIndex = 0;
  block.textContent = text;
  return block;
}
