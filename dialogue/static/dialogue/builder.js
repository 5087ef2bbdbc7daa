// Drag an item onto another item or a segment. The same can be done with the buttons; without this file nothing is lost.
(() => {
  const form = document.getElementById("builder");
  let dragged = null;
  for (const item of form.querySelectorAll("[data-item]")) item.draggable = true;
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-item]");
    event.dataTransfer.effectAllowed = "move";
  });
  form.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest("[data-segment]")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    const segment = event.target.closest("[data-segment]");
    if (!dragged || !segment) return;
    event.preventDefault();
    const before = event.target.closest("[data-item]");
    if (before === dragged) return; // let go where it was: nothing moves
    put("act", `drop:${dragged.dataset.item}`);
    if (before) put("before", before.dataset.item);
    document.getElementById("segment").value = segment.dataset.segment;
    form.submit();
  });
  function put(name, value) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
})();
