// What the views of a result share: a choice among columns, and a remark below a drawing.
export function selector(label, choices, value, changed) {
  const field = document.createElement("label");
  const select = document.createElement("select");
  for (const choice of choices) {
    select.add(new Option(choice.text, choice.value, false, choice.value === value));
  }
  select.addEventListener("change", () => changed(select.value));
  field.append(`${label} `, select);
  return field;
}

export function note() {
  const told = document.createElement("p");
  told.className = "remark";
  return told;
}
