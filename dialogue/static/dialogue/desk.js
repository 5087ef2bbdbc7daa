// Outcomes typed while the line is down stay in this browser and are sent when it is back; each carries a key, so that
// a second sending is no second outcome. Without this file the form works as any other.
(() => {
  const form = document.getElementById("outcome");
  const box = document.getElementById("kept");
  const store = form.dataset.store;
  const list = document.createElement("ul");
  box.append(list);
  const RETRY = 15000;
  let sending = false;

  const read = () => JSON.parse(localStorage.getItem(store) || "[]");
  const write = (kept) => localStorage.setItem(store, JSON.stringify(kept));

  form.addEventListener("submit", (event) => {
    const words = Object.fromEntries(new FormData(form));
    if (!words.what || !words.giver || !words.due_on) return; // the server says what is missing
    try {
      write([...read(), words]);
    } catch {
      return; // no room to keep it: the form goes the plain way
    }
    event.preventDefault();
    form.elements.client_key.value = newKey();
    for (const name of ["what", "amount", "currency"]) form.elements[name].value = "";
    show();
    send();
  });

  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (const words of read()) {
        if (!words.refused && !(await sent(words))) break;
      }
    } finally {
      sending = false;
      show();
    }
  }

  async function sent(words) {
    const body = new FormData();
    for (const [name, value] of Object.entries(words)) body.append(name, value);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    let answer;
    try {
      answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
    } catch {
      return false; // the line is down
    }
    if (answer.status === 201) write(read().filter((one) => one.client_key !== words.client_key));
    if (answer.status === 400) {
      write(read().map((one) => (one.client_key === words.client_key ? { ...one, refused: true } : one)));
    }
    return answer.status === 201 || answer.status === 400;
  }

  function show() {
    const kept = read();
    const refused = kept.some((one) => one.refused);
    box.hidden = false;
    box.querySelector("p").textContent = kept.length ? box.dataset[refused ? "refused" : "waiting"] : box.dataset.sent;
    list.replaceChildren(...kept.map(line));
  }

  function line(words) {
    const row = document.createElement("li");
    row.dir = "auto";
    row.textContent = words.what;
    if (words.refused) row.append(" ", forget(words));
    return row;
  }

  function forget(words) {
    const button = document.createElement("button");
    button.className = "link";
    button.textContent = box.dataset.forget;
    button.addEventListener("click", () => {
      write(read().filter((one) => one.client_key !== words.client_key));
      show();
    });
    return button;
  }

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  addEventListener("online", send);
  setInterval(send, RETRY);
  if (read().length) send();
})();
