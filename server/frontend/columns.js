// Which columns a table has. `industry`, `industryKo` and `industryEn` are one: the name in the
// language of the page, which leads to the thing.
const LANGUAGE = /(Ko|En)$/;

export function readable(names, language) {
  const known = new Set(names);
  const suffix = language === "ko" ? "Ko" : "En";
  const columns = new Map();
  for (const name of names) {
    const stem = name.replace(LANGUAGE, "");
    const pair = known.has(`${stem}Ko`) || known.has(`${stem}En`);
    if (!pair) {
      columns.set(name, { name, value: name });
    } else if (!columns.has(stem)) {
      columns.set(stem, {
        name: stem,
        value: known.has(stem) ? stem : undefined,
        labels: [stem + suffix, `${stem}Ko`, `${stem}En`].filter((each) => known.has(each)),
      });
    }
  }
  return [...columns.values()];
}

export const raw = (names) => names.map((name) => ({ name, value: name }));

// Returns what a row has in a column: a term, and the label to show for it.
export function cell(row, column) {
  const label = column.labels?.map((name) => row[name]).find(Boolean);
  const term = column.value && row[column.value];
  return term && label ? { term, label: label.value } : { term: term || label };
}
