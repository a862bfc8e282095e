// The query page: editor, examples, result. What the server knows is in the element `data`.
import { createEditor } from "./editor.js";
import { filterExamples } from "./examples.js";
import { ask } from "./ask.js";
import { showProblem, showResult } from "./result.js";
import { share, shared } from "./share.js";
import "./query.css";

const TICK = 100;

const element = (id) => document.getElementById(id);
const page = { ...JSON.parse(element("data").textContent), text: element("text").value };
const { say } = page;
const wanted = shared();
const first = wanted.query ?? page.text;
page.run ||= wanted.query !== null;

let running = null;
let view = wanted.view;

const editor = createEditor(element("editor"), first, page, {
  "Ctrl-Enter": run,
  "Cmd-Enter": run,
  // Tab writes in an editor; without a key that leaves it, the keyboard would be caught there.
  Esc: () => element("run").focus(),
});
element("text").disabled = true;
for (const [id, hidden] of [["text", true], ["plain", true], ["editor", false], ["bar", false]]) {
  element(id).hidden = hidden;
}
editor.refresh();
filterExamples(element("filter"), element("examples"), element("no-example"));

async function run() {
  running?.abort();
  const own = new AbortController();
  running = own;
  const query = editor.getValue();
  const started = performance.now();
  const elapsed = () => ((performance.now() - started) / 1000).toFixed(2);
  const clock = setInterval(() => tell(`${say["working"]} ${elapsed()}`), TICK);
  working(true);
  editor.mark(null);
  try {
    const answer = await ask(page, query, own.signal);
    if (own.signal.aborted) {
      return;
    }
    clearInterval(clock);
    if (answer.problem) {
      fail(answer.problem);
    } else {
      const count = showResult(element("result"), answer, query, page, view, (name) => {
        view = name;
        offer(query);
      });
      tell(say["told"].replace("{count}", count).replace("{seconds}", elapsed()));
      offer(query);
    }
  } catch (error) {
    clearInterval(clock);
    if (!own.signal.aborted) {
      fail({ title: say["unreachable"], detail: String(error.message) });
    }
  } finally {
    clearInterval(clock);
    if (running === own) {
      running = null;
      working(false);
    }
  }
}

function stop() {
  if (running) {
    running.abort();
    running = null;
    working(false);
    tell(say["stopped"]);
  }
}

function fail(problem) {
  tell("");
  editor.mark(problem);
  const jump = { text: say["fault.show"], go: () => editor.focus() };
  showProblem(element("result"), problem, jump);
}

const tell = (text) => {
  element("told").textContent = text;
};

const offer = (query) => share(element("share"), element("copied"), page, query, view);

function working(busy) {
  element("stop").hidden = !busy;
  element("result").setAttribute("aria-busy", String(busy));
  element("copied").textContent = "";
}

element("run").addEventListener("click", run);
element("stop").addEventListener("click", stop);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && running) {
    stop();
  }
});
element("query").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});

if (page.run) {
  run();
}
