/* Keeps typed text in this tab while the line is down: form[data-typed] works without it. Nothing leaves the browser,
   and all of it goes with the tab. */
"use strict";
for (const form of document.querySelectorAll("form[data-typed]")) {
  const place = "typed:" + location.pathname;
  const words = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const shown = words();
  const kept = sessionStorage.getItem(place);
  const answered = document.querySelector(".summary"); // the page came back with an error and holds the text itself
  if (answered) sessionStorage.setItem(place, shown);
  else if (kept && kept !== shown) {
    const fields = new Map();
    for (const [name, value] of JSON.parse(kept)) fields.set(name, [...(fields.get(name) || []), value]);
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "submit") continue;
      const values = fields.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    const note = document.getElementById("typed-note");
    if (note) note.hidden = false;
  }
  form.addEventListener("input", () => sessionStorage.setItem(place, words()));
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      const line = document.getElementById("typed-line");
      if (line) { line.hidden = false; line.focus(); }
    } else sessionStorage.setItem(place + ":sent", "1");
  });
}
for (const place of Object.keys(sessionStorage)) { // what was sent and led to another page is saved: forget it
  if (!place.startsWith("typed:") || !place.endsWith(":sent")) continue;
  const text = place.slice(0, -":sent".length);
  sessionStorage.removeItem(place);
  if (text !== "typed:" + location.pathname) sessionStorage.removeItem(text);
}
