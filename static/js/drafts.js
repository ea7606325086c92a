// What is typed in a form with data-draft="name" outlives a back button, a lost line and an ended session.
// It stays in this tab (sessionStorage), under this user, and goes when it is saved or when she signs out.
// Never kept: passwords, files, hidden fields, and whatever is marked data-sensitive.
const words = document.body.dataset;
const PREFIX = "draft:";
const SENT = "draft-sent";
const store = window.sessionStorage;

const keyOf = (form) => `${PREFIX}${words.user}:${form.dataset.draft}`;
const kept = (control) =>
  control.name &&
  !["password", "file", "hidden", "submit", "button", "reset"].includes(control.type) &&
  !control.closest("[data-sensitive]");
const controlsOf = (form) => [...form.elements].filter(kept);
const stateOf = (control) =>
  ["checkbox", "radio"].includes(control.type)
    ? control.checked
    : control.multiple
      ? [...control.selectedOptions].map((option) => option.value)
      : control.value;
const slotOf = (control) =>
  ["checkbox", "radio"].includes(control.type) ? `${control.name}=${control.value}` : control.name;

function read(form) {
  return Object.fromEntries(controlsOf(form).map((control) => [slotOf(control), stateOf(control)]));
}

function put(control, value) {
  if (["checkbox", "radio"].includes(control.type)) control.checked = value;
  else if (control.multiple) for (const option of control.options) option.selected = value.includes(option.value);
  else control.value = value;
}

function write(form, state) {
  for (const control of controlsOf(form)) {
    const slot = slotOf(control);
    if (slot in state) put(control, state[slot]);
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function save(form) {
  try {
    store.setItem(keyOf(form), JSON.stringify(read(form)));
  } catch {
    // A full or forbidden store costs the draft, never the form.
  }
}

function tell(form, before) {
  const notice = document.createElement("div");
  notice.className = "notice notice--wait";
  notice.setAttribute("role", "status");
  const body = document.createElement("div");
  const text = document.createElement("p");
  text.textContent = words.wordsRestored;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn btn--small";
  drop.textContent = words.wordsDrop;
  drop.addEventListener("click", () => {
    write(form, before);
    store.removeItem(keyOf(form));
    notice.remove();
    controlsOf(form)[0]?.focus();
  });
  body.append(text, drop);
  notice.append(body);
  form.prepend(notice);
}

// What became of the form that was sent last? Signed out, an error page or the same form with errors: it was
// not saved, the draft stays. Any other page: it was.
function settle() {
  const key = store.getItem(SENT);
  if (!key) return;
  store.removeItem(SENT);
  const [how] = performance.getEntriesByType("navigation");
  const again = [...document.querySelectorAll("form[data-draft]")].some(
    (form) => keyOf(form) === key && form.querySelector("[data-error-summary]"),
  );
  const failed = "public" in words || "failed" in words || how?.type === "back_forward";
  if (!again && !failed) store.removeItem(key);
}

function restore(form) {
  const text = store.getItem(keyOf(form));
  if (!text || form.querySelector("[data-error-summary]")) return;
  const before = read(form);
  const draft = JSON.parse(text);
  const differs = Object.keys(draft).some(
    (slot) => slot in before && JSON.stringify(draft[slot]) !== JSON.stringify(before[slot]),
  );
  if (!differs) return;
  write(form, draft);
  tell(form, before);
}

settle();
for (const form of document.querySelectorAll("form[data-draft]")) {
  restore(form);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => save(form), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    save(form);
    store.setItem(SENT, keyOf(form));
  });
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) store.removeItem(SENT);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  for (const key of Object.keys(store)) if (key.startsWith(PREFIX) || key === SENT) store.removeItem(key);
});
