// Completes the terms of the graph and the names of its things, by what they are called in either
// language: `krig:inR`, `<…/province`, `지역` and, when asked with Ctrl+Space, `region`.
import { ask } from "./ask.js";
import naming from "./naming.rq";
import { shorten } from "./terms.js";
import vocabulary from "./vocabulary.rq";

const WORD = /<[^<>"{}|^`\\\s]*$|(?:[A-Za-z][\w-]*:)?[\p{L}\p{N}_-]+$|[A-Za-z][\w-]*:$/u;
const UNASKED = /^<.|:|[^\p{ASCII}]/u; // What is no keyword: it is completed without being asked.
const ELSEWHERE = /["'#?$@^][\p{L}\p{N}_-]*$/u;
const DECLARATION = /^\s*(prefix|base)\b/i;
const THING = /^<?[\p{L}\p{N}_/.-]{2,}$/u;
const MANY = 40;

// Returns the completer for YASQE; `asked` tells whether the user asked for hints.
export function termCompleter(page, asked) {
  const entries = new Map(); // What is hinted at, by IRI.
  let terms = null;

  async function look(query, kind) {
    const { results } = await ask(page, query);
    return (results?.results.bindings ?? []).map(({ term, ko, en, kind: told }) => {
      const iri = term.value;
      const entry = { iri, name: shorten(iri, page.prefixes), ko: ko?.value, en: en?.value };
      entries.set(iri, { ...entry, kind: told?.value ?? kind });
      return entries.get(iri);
    });
  }

  return {
    name: "krig-terms",
    bulk: false,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: (editor) => {
      const { before, word } = written(editor);
      return word !== null && !DECLARATION.test(before) && (asked() || UNASKED.test(word));
    },
    preProcessToken: (editor, token) => {
      const { before, word } = written(editor);
      const sought = word ?? "";
      const from = { ch: before.length - sought.length };
      return { ...token, string: sought, from, to: { ch: before.length } };
    },
    get: async (editor, { string: word }) => {
      terms ??= look(vocabulary, "property");
      const sought = expanded(word, { ...page.prefixes, ...editor.getPrefixesFromQuery() });
      const found = ranked(await terms, sought);
      const part = word.replace("<", "").toLowerCase();
      const things = THING.test(word) ? await look(naming.replace("UNDEF", JSON.stringify(part)), "thing") : [];
      return [...found, ...ranked(things, part, true)].slice(0, MANY).map(({ iri }) => iri);
    },
    postprocessHints: (editor, hints) => hints.map((hint) => hinted(hint, entries.get(hint.text), page)),
  };
}

// Returns what stands before the cursor, and the word at its end that may be completed.
function written(editor) {
  const { line, ch } = editor.getDoc().getCursor();
  const before = editor.getDoc().getLine(line).slice(0, ch);
  const [word = null] = WORD.exec(before) ?? [];
  const type = editor.getTokenTypeAt({ line, ch }) ?? "";
  const quoted = /comment|string(?!-2)/.test(type) || ELSEWHERE.test(before);
  return { before, word: quoted ? null : word };
}

// Returns the beginning of an IRI that a prefixed or a bracketed name is, else the word.
function expanded(word, prefixes) {
  const [prefix, local] = word.split(":");
  if (local !== undefined && !word.startsWith("<") && prefixes[prefix] !== undefined) {
    return { namespace: prefixes[prefix], part: local.toLowerCase() };
  }
  return word.replace("<", "").toLowerCase();
}

// Returns the entries that a word fits, those that begin with it first, the shorter before the longer.
function ranked(entries, sought, all = false) {
  const { namespace = "", part } = typeof sought === "string" ? { part: sought } : sought;
  const scored = [];
  for (const entry of entries) {
    if (entry.iri.startsWith(namespace)) {
      const local = (namespace ? entry.iri.slice(namespace.length) : entry.name).toLowerCase();
      const texts = [local, entry.iri.split(/[/#]/).at(-1), entry.ko, entry.en].map((text) => text?.toLowerCase() ?? "");
      const begins = texts.some((text) => text.startsWith(part));
      if (all || begins || [...texts, namespace ? "" : entry.iri.toLowerCase()].some((text) => text.includes(part))) {
        scored.push({ entry, score: (begins ? 0 : 1000) + (entry.ko ? 0 : 100) + local.length });
      }
    }
  }
  return scored.sort((a, b) => a.score - b.score).map(({ entry }) => entry);
}

// Returns the hint that shows an entry: how it is written, what it is called and what it is.
function hinted({ from, to }, entry, page) {
  const prefix = Object.keys(page.prefixes).find((each) => entry.name.startsWith(`${each}:`));
  const text = prefix ? entry.name : `<${entry.iri}>`;
  const names = page.language === "en" ? [entry.en, entry.ko] : [entry.ko, entry.en];
  return {
    text,
    from,
    to,
    render: (line) => {
      const label = document.createElement("span");
      label.textContent = names.filter(Boolean).join(" · ");
      const kind = document.createElement("small");
      kind.textContent = page.say[`hint.${entry.kind}`];
      line.append(entry.name, label, kind);
    },
  };
}
