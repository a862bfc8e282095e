// Shows what the endpoint answered: in one of several views, and offered for download.
import { download } from "./ask.js";
import { viewsOf } from "./views.js";

// Shows an answer in the view `wanted`, if it has that; returns how much there is, in words.
// `changed` is told which view is looked at, and nothing for the first.
export function showResult(parent, answer, query, page, wanted, changed) {
  parent.replaceChildren();
  if (answer.results?.boolean !== undefined) {
    parent.append(paragraph(page.say[answer.results.boolean ? "yes" : "no"], "boolean"));
    parent.append(downloads(page.formats.ask, query, page));
    return page.say["told.boolean"];
  }
  const isGraph = answer.turtle !== undefined;
  const count = isGraph ? 1 : answer.results.results.bindings.length;
  if (count === 0) {
    parent.append(paragraph(page.say["told.none"], "none"));
  } else {
    showViews(parent, viewsOf(answer, query, page), page, wanted, changed);
  }
  parent.append(downloads(isGraph ? page.formats.graph : page.formats.select, query, page));
  return isGraph ? page.say["told.graph"] : page.say["told.rows"].replace("{rows}", count.toLocaleString());
}

// Shows a list of tabs, and below it the view that is chosen.
function showViews(parent, views, page, wanted, changed) {
  const list = document.createElement("div");
  const panel = document.createElement("div");
  list.className = "views";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", page.say["views"]);
  panel.id = "view";
  panel.className = "view";
  panel.setAttribute("role", "tabpanel");
  let dispose = null;
  const tabs = views.map((view, index) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${view.name}`;
    tab.textContent = page.say[`view.${view.name}`];
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    tab.addEventListener("click", () => {
      choose(index);
      changed(index === 0 ? null : view.name);
    });
    list.append(tab);
    return tab;
  });
  list.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    const at = tabs.indexOf(event.target);
    if (steps[event.key] && at >= 0) {
      const next = tabs[(at + steps[event.key] + tabs.length) % tabs.length];
      next.focus();
      next.click();
    }
  });
  async function choose(chosen) {
    tabs.forEach((tab, index) => {
      tab.ariaSelected = String(index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", tabs[chosen].id);
    dispose?.();
    dispose = null;
    const content = document.createElement("div");
    panel.replaceChildren(content);
    panel.ariaBusy = "true";
    try {
      const end = await views[chosen].draw(content);
      if (content.isConnected) {
        dispose = end;
      } else {
        end?.();
      }
    } catch (error) {
      content.replaceChildren(problemBox({ title: page.say["view.fault"], detail: error.message }));
    }
    panel.ariaBusy = "false";
  }
  parent.append(list, panel);
  list.hidden = views.length < 2;
  choose(Math.max(0, views.findIndex(({ name }) => name === wanted)));
}

export function showProblem(parent, problem, jump) {
  parent.replaceChildren(problemBox(problem, jump));
}

// Returns what tells a problem; where it has a place in the query, `jump` leads there.
function problemBox(problem, jump) {
  const box = document.createElement("div");
  box.className = "problem";
  box.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.textContent = problem.title;
  box.append(title, paragraph(problem.detail ?? "", "detail"));
  if (jump && problem.line) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = jump.text;
    button.addEventListener("click", jump.go);
    box.append(button);
  }
  return box;
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

function paragraph(text, name) {
  const told = document.createElement("p");
  told.className = name;
  told.textContent = text;
  return told;
}
