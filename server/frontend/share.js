// The address of a query: what the page shows can be sent to others, and comes back with the page.
const LONGEST = 6000; // Proxies and browsers cut longer addresses; a fragment stays in the browser.

// Returns the query and the view that the address of the page asks for, where it does.
export function shared() {
  const told = new URLSearchParams(location.hash.slice(1));
  return { query: told.get("query"), view: told.get("view") };
}

// Returns the address of a query and a view of its result.
export function addressOf(page, query, view) {
  const unchanged = query === page.text && page.run && !shared().query;
  const address = new URL(unchanged ? location.href : page.endpoint, location.href);
  const fragment = new URLSearchParams();
  address.hash = "";
  if (!unchanged) {
    const spoken = new URLSearchParams(location.search).get("lang");
    if (spoken) {
      address.searchParams.set("lang", spoken);
    }
    const whole = new URL(address);
    whole.searchParams.set("query", query);
    if (whole.href.length <= LONGEST) {
      address.search = whole.search;
    } else {
      fragment.set("query", query);
    }
  }
  if (view) {
    fragment.set("view", view);
  }
  address.hash = fragment.toString();
  return address.href;
}

// Puts the address into the bar of the browser, and offers it to be copied.
export function share(button, told, page, query, view) {
  const address = addressOf(page, query, view);
  history.replaceState(null, "", address);
  button.hidden = false;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(address);
      told.textContent = page.say["copied"];
    } catch {
      told.textContent = address; // Not every browser lets a page write to the clipboard.
    }
  };
}
