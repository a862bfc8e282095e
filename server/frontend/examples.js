// Narrows the list of examples to those that hold every word that is typed.
export function filterExamples(input, list, none) {
  const entries = [...list.querySelectorAll("li")];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());
  const counts = list.querySelector(".counts");
  const opened = counts?.open;
  input.hidden = false;
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/);
    entries.forEach((entry, index) => {
      entry.hidden = !words.every((word) => texts[index].includes(word));
    });
    none.hidden = entries.some((entry) => !entry.hidden);
    if (counts) {
      counts.open = input.value ? true : opened;
    }
  });
  if (matchMedia("(max-width: 60rem)").matches) {
    list.open = false;
  }
}
