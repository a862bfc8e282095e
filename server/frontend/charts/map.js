// The map: another day or layer is shown in place, and real boundaries where the server has some.
let asked = 0;
let drawn = null;

document.getElementById("content").addEventListener("input", ({ target }) => {
  if (target.form?.id === "choose") {
    show(address(target));
  }
});
document.getElementById("content").addEventListener("click", (event) => {
  const link = event.target.closest("a[data-shown]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(new URL(link.href));
  }
});
document.getElementById("choose").addEventListener("submit", (event) => {
  event.preventDefault();
  show(address(event.target.elements.day));
});
ready();

// Returns where the map is that the form asks for; the slider counts the moments.
function address(control) {
  const form = control.form;
  const { slider, day, layer } = form.elements;
  if (control === slider) {
    day.value = slider.dataset.days.split(" ")[slider.value];
  }
  const url = new URL(form.action, location.href);
  url.searchParams.set("layer", layer.value);
  url.searchParams.set("day", day.value);
  const lang = new URLSearchParams(location.search).get("lang");
  if (lang) {
    url.searchParams.set("lang", lang);
  }
  return url;
}

// Shows the map of an address in the place of this one, unless another was asked for meanwhile.
async function show(url) {
  asked += 1;
  const turn = asked;
  document.getElementById("shown").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    const text = response.ok ? await response.text() : null;
    if (turn === asked && text) {
      replace(new DOMParser().parseFromString(text, "text/html"));
      history.replaceState(null, "", url);
      ready();
    } else if (turn === asked) {
      location.assign(url);
    }
  } catch {
    location.assign(url);
  }
}

// What is shown is replaced, and told in a line. The form keeps the focus, so only its values are
// taken over; a day that was chosen gets the focus back.
function replace(next) {
  const day = document.activeElement?.closest("a[data-shown]")?.getAttribute("href");
  document.getElementById("shown").replaceWith(next.getElementById("shown"));
  document.getElementById("told").textContent = document.getElementById("title").textContent;
  [...document.querySelectorAll("a[data-shown]")].find((each) => each.getAttribute("href") === day)?.focus();
  document.getElementById("data").textContent = next.getElementById("data").textContent;
  const [form, other] = [document, next].map((each) => each.getElementById("choose").elements);
  for (const name of ["slider", "day", "layer"]) {
    form[name].value = other[name].value;
  }
  form.slider.setAttribute("aria-valuetext", other.slider.getAttribute("aria-valuetext"));
  document.querySelector("a.language").href = next.querySelector("a.language")?.getAttribute("href") ?? "";
}

async function ready() {
  document.getElementById("choose").elements.slider.disabled = false;
  const map = JSON.parse(document.getElementById("data").textContent);
  if (map.boundaries) {
    const { outline } = await import("./boundaries.js");
    drawn?.dispose();
    drawn = await outline(document.getElementById("chart"), map);
    document.getElementById("picture").hidden = true;
    const levels = document.getElementById("levels");
    levels.hidden = map.districts.length > 0;
    levels.nextElementSibling.hidden = map.districts.length === 0;
  }
}
