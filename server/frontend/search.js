// Suggests, while one types in a search form, the things that may be meant: a combobox with a list
// (WAI-ARIA Authoring Practices, 1.2). Without it the form works as it is.
const PAUSE = 80; // How many milliseconds one may stop between two keys.

for (const form of document.querySelectorAll("form[data-suggest]")) {
  combine(form, form.querySelector("input[type=search]"));
}

function combine(form, input) {
  const list = element("ul", { id: "suggestions", role: "listbox", className: "suggestions", hidden: true });
  const told = element("p", { role: "status", className: "hidden" });
  list.setAttribute("aria-label", form.getAttribute("aria-label"));
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
  form.append(list, told);

  let chosen = -1; // Which suggestion is chosen by keys; -1 is the text itself.
  let asking = new AbortController();
  let timer;

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    choose(-1);
  }

  function choose(place) {
    chosen = place;
    input.removeAttribute("aria-activedescendant");
    for (const [number, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(number === place));
      if (number === place) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    }
  }

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const text = input.value.trim();
    if (!text) {
      list.replaceChildren();
      told.textContent = "";
      return show(false);
    }
    const address = new URL(form.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    address.searchParams.set("lang", document.documentElement.lang);
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (answer.ok) {
        fill((await answer.json()).suggestions);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        show(false); // The form still works.
      }
    }
  }

  function fill(suggestions) {
    list.replaceChildren(...suggestions.map(option));
    show(suggestions.length > 0 && document.activeElement === input);
    const { told: some, none } = form.dataset;
    told.textContent = suggestions.length ? some.replace("{count}", suggestions.length) : none;
  }

  function option(suggestion, number) {
    const { label, address, match, kind } = suggestion;
    const item = element("li", { id: `suggestion-${number}`, role: "option" });
    item.dataset.address = address;
    const link = element("a", { href: keeping(address), tabIndex: -1 });
    const called = match.name === label;
    link.append(...(called ? marked(match) : [label]));
    item.append(link);
    if (!called && match.marks.length) {
      const also = element("span", { className: "also" });
      also.append(...marked(match));
      item.append(" ", also);
    }
    item.append(" ", element("small", { textContent: kind.label }));
    item.addEventListener("mousedown", (event) => event.preventDefault()); // The input keeps the focus.
    return item;
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === "Escape" && !list.hidden) {
      show(false);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
      const place = list.hidden ? -1 : chosen;
      if (list.hidden) {
        show(true);
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((place + 1 + step + last + 2) % (last + 2)) - 1);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      location.assign(list.children[chosen].querySelector("a").href);
    } else {
      return;
    }
    event.preventDefault();
  });
  show(false);
}

// Keeps the language that the address of the page asks for.
function keeping(address) {
  const there = new URL(address, location.href);
  const language = new URLSearchParams(location.search).get("lang");
  if (language && there.origin === location.origin) {
    there.searchParams.set("lang", language);
  }
  return there.href;
}

// A name in pieces, those that match marked.
function marked({ name, marks }) {
  const characters = [...name];
  const pieces = [];
  let end = 0;
  for (const [start, stop] of marks) {
    pieces.push(characters.slice(end, start).join(""));
    pieces.push(element("mark", { textContent: characters.slice(start, stop).join("") }));
    end = stop;
  }
  return [...pieces, characters.slice(end).join("")];
}

function element(name, properties) {
  const made = document.createElement(name);
  const { role, ...others } = properties;
  if (role) {
    made.setAttribute("role", role);
  }
  return Object.assign(made, others);
}
