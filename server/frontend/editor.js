// The editor: YASQE, the editor of YASGUI, with the prefixes and the terms of krig.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import { termCompleter } from "./complete.js";

const DAYS_30 = 60 * 60 * 24 * 30;

// Returns the editor of `text`; `keys` are what its keys do beside writing.
export function createEditor(parent, text, page, keys) {
  const declarations = Object.entries(page.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  let asked = false; // Whether the user has asked for hints.
  Yasqe.forkAutocompleter("prefixes", {
    name: "krig-prefixes",
    persistenceId: null,
    get: () => declarations,
  });
  Yasqe.registerAutocompleter(termCompleter(page, () => asked));
  const complete = () => {
    asked = true;
    editor.autocomplete();
    asked = false;
  };
  const editor = new Yasqe(parent, {
    // A query that comes with the page is shown; else what was last written is.
    value: text,
    persistenceId: page.run ? null : "krig-query",
    persistencyExpire: DAYS_30,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: true,
    editorHeight: "22rem",
    autocompleters: ["krig-prefixes", "krig-terms", "variables"],
    extraKeys: { "Ctrl-Space": complete, ...keys },
    screenReaderLabel: page.say["editor"],
    lineWrapping: true,
  });
  const notify = editor.showNotification;
  editor.showNotification = (key) => notify(key, page.say["complete"]);
  const declare = editor.addPrefixes.bind(editor);
  // It declares a prefix again where one is typed faster than the text is read.
  editor.addPrefixes = (declaration) => {
    const [name] = declaration.split(":");
    const declared = new RegExp(`^\\s*prefix\\s+${name}:`, "im").test(editor.getValue());
    return declared ? undefined : declare(declaration);
  };
  editor.mark = marker(editor);
  return editor;
}

// Returns what marks the place of a problem and writes below its line what is wrong, or clears both.
function marker(editor) {
  let marks = [];
  return (problem) => {
    marks.forEach((mark) => mark.clear());
    marks = [];
    if (problem?.line) {
      const document_ = editor.getDoc();
      const from = { line: problem.line - 1, ch: problem.column - 1 };
      const to = { line: from.line, ch: from.ch + (problem.found?.length || 1) };
      const told = document.createElement("div");
      told.className = "told-fault";
      told.setAttribute("aria-hidden", "true"); // The alert below the editor says the same.
      told.textContent = problem.detail;
      marks = [document_.markText(from, to, { className: "fault" }), editor.addLineWidget(from.line, told)];
      document_.setCursor(from);
      editor.scrollIntoView({ from, to }, 60);
    }
  };
}
