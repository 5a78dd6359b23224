// The pages work without this file. It moves numbers with sliders, asks while they move, and copies sentences.

const REST_MS = 100; // a slider asks when it has rested so long
const STILL_MS = 350; // the whole answer, of more draws, is asked for when nothing has moved so long

const form = document.getElementById("explorer");
const result = document.getElementById("result");
let timer = 0;
let asking = null;

function address() {
  const state = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const box = form.elements.namedItem(name);
    const unchanged = box instanceof HTMLInputElement && box.dataset.base === value;
    if (value !== "" && !unchanged) state.append(name, value);
  }
  return state.toString();
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function fetched(part, state, signal) {
  const asked = `/explorer/${part}?${state}`;
  let answer = await fetch(asked, { signal, headers: { accept: "text/html" } });
  while (answer.status === 429) { // the server says when it is less busy
    await pause(1000 * answer.headers.get("retry-after"));
    answer = await fetch(asked, { signal, headers: { accept: "text/html" } });
  }
  return [answer.ok, await answer.text()];
}

// The new finding, chart and links take the places of the old ones; the tables between wait for the whole answer.
function show(first) {
  const made = document.createRange().createContextualFragment(first);
  for (const part of [".finding", "figure", ".foot"]) result.querySelector(part).replaceWith(made.querySelector(part));
  for (const told of result.querySelectorAll(".vain")) told.remove(); // of the numbers before
}

// What a reader has opened stays open while the answers change.
function keepingOpen(change) {
  const folded = () => [...result.querySelectorAll("details")].map((each) => [each.firstElementChild.textContent, each]);
  const open = new Set(folded().filter(([, each]) => each.open).map(([name]) => name));
  change();
  for (const [name, each] of folded()) each.open = open.has(name);
}

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const state = address();
  result.setAttribute("aria-busy", "true");
  try {
    const [drawn, first] = await fetched("first", state, signal);
    keepingOpen(() => {
      if (drawn && result.querySelector("figure")) show(first);
      else result.innerHTML = first;
    });
    result.removeAttribute("aria-busy");
    if (drawn) result.dataset.part = "first";
    result.dispatchEvent(new CustomEvent("drawn"));
    history.replaceState(null, "", `/explorer?${state}`);
    await pause(STILL_MS);
    if (signal.aborted || !drawn) return;
    const [, whole] = await fetched("result", state, signal);
    keepingOpen(() => (result.innerHTML = whole));
    delete result.dataset.part;
    result.dispatchEvent(new CustomEvent("whole"));
  } catch (error) {
    if (error.name !== "AbortError") result.removeAttribute("aria-busy");
  }
}

function rest() {
  clearTimeout(timer);
  timer = setTimeout(ask, REST_MS);
}

function mark(box) {
  box.closest(".slider")?.classList.toggle("moved", box.value !== box.dataset.base);
}

if (form && result) {
  for (const range of form.querySelectorAll("input.range")) {
    const box = range.parentElement.querySelector("input[type=number]");
    range.hidden = false;
    range.value = box.value;
    range.addEventListener("input", () => {
      box.value = range.value;
      mark(box);
      rest();
    });
    box.addEventListener("input", () => {
      range.value = box.value;
      mark(box);
      if (box.checkValidity()) rest();
    });
  }
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.addEventListener("change", rest);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });
}

function openTarget() {
  const part = location.hash && document.getElementById(location.hash.slice(1));
  if (part) for (const details of part.querySelectorAll("details")) details.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();

const job = document.getElementById("job");
if (job && ["waiting", "running"].includes(job.dataset.status)) {
  const watch = setInterval(async () => {
    const told = await (await fetch(`/api/v1/jobs/${job.dataset.job}`)).json();
    if (told.total) Object.assign(job.querySelector("progress"), { max: told.total, value: told.done });
    job.querySelector(".far").textContent = told.progress;
    if (told.status !== job.dataset.status && told.status !== "running") location.reload();
    if (!["waiting", "running"].includes(told.status)) clearInterval(watch);
  }, 1000);
}

for (const text of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(text.dataset.copy).textContent);
    button.textContent = "Copied";
  });
  text.append(button);
}

for (const snippet of document.querySelectorAll("pre.embed")) {
  snippet.textContent = snippet.textContent.replace('src="/', `src="${location.origin}/`);
}
