// The editor: YASQE, the editor of YASGUI, with the prefixes of krig.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";

const DAYS_30 = 60 * 60 * 24 * 30;

export function createEditor(parent, text, page, run) {
  const declarations = Object.entries(page.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", {
    name: "krig-prefixes",
    persistenceId: null,
    get: () => declarations,
  });
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
    autocompleters: ["krig-prefixes", "variables"],
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": () => editor.autocomplete() },
    screenReaderLabel: page.say["editor"],
    lineWrapping: true,
  });
  const notify = editor.showNotification;
  editor.showNotification = (key) => notify(key, page.say["complete"]);
  let marked = null;
  // Marks the place of a problem, or none.
  editor.mark = (problem) => {
    marked?.clear();
    marked = null;
    if (problem?.line) {
      const from = { line: problem.line - 1, ch: problem.column - 1 };
      const to = { line: from.line, ch: from.ch + (problem.found?.length || 1) };
      marked = editor.getDoc().markText(from, to, { className: "fault" });
      editor.scrollIntoView(from);
    }
  };
  return editor;
}
