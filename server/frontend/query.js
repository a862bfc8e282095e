// The query page: editor, examples, result. What the server knows is in the element `data`.
import { createEditor } from "./editor.js";
import { filterExamples } from "./examples.js";
import { ask } from "./ask.js";
import { showProblem, showResult } from "./result.js";
import "./query.css";

const element = (id) => document.getElementById(id);
const page = JSON.parse(element("data").textContent);
const { say } = page;

let running = null;

const editor = createEditor(element("editor"), element("text").value, page, run);
element("text").disabled = true;
element("text").hidden = true;
element("plain").hidden = true;
element("editor").hidden = false;
element("bar").hidden = false;
editor.refresh();
filterExamples(element("filter"), element("examples"), element("no-example"));

async function run() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const query = editor.getValue();
  const started = performance.now();
  working(true);
  editor.mark(null);
  try {
    const answer = await ask(page, query, signal);
    if (answer.problem) {
      editor.mark(answer.problem);
      showProblem(element("result"), answer.problem);
      element("told").textContent = "";
    } else {
      const count = showResult(element("result"), answer, query, page);
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      element("told").textContent = say["told"].replace("{count}", count).replace("{seconds}", seconds);
    }
  } catch (error) {
    if (signal.aborted) {
      element("told").textContent = say["stopped"];
    } else {
      showProblem(element("result"), { title: say["unreachable"], detail: String(error.message) });
    }
  }
  working(false);
}

function working(busy) {
  element("stop").hidden = !busy;
  element("result").setAttribute("aria-busy", String(busy));
  if (busy) {
    element("told").textContent = say["working"];
    const address = new URL(page.endpoint, location.href);
    address.searchParams.set("query", editor.getValue());
    element("permalink").href = address;
    element("permalink").hidden = false;
  }
}

element("run").addEventListener("click", run);
element("stop").addEventListener("click", () => running?.abort());
element("query").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});

if (page.run) {
  run();
}
