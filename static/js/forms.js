// Sending a form: once, and after a question where it cannot be undone.
const words = document.body.dataset;

document.querySelector("[data-error-summary]")?.focus();

const controlOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const control = link && controlOf(link);
  if (!control) return;
  event.preventDefault();
  control.focus();
  (control.closest(".field") ?? control).scrollIntoView({ block: "start" });
});

// A wheel over a number must scroll the page, not change what was typed.
document.addEventListener("wheel", (event) => {
  if (event.target.matches?.("input[type=number]:focus")) event.target.blur();
}, { passive: true });

function button(text, css) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = css;
  made.textContent = text;
  return made;
}

function ask(question, doIt, then) {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  text.textContent = question;
  text.id = "dialog-words";
  dialog.setAttribute("aria-labelledby", text.id);
  const actions = document.createElement("div");
  actions.className = "dialog__actions";
  const no = button(words.wordsCancel, "btn");
  const yes = button(doIt, "btn btn--danger");
  actions.append(no, yes);
  dialog.append(text, actions);
  document.body.append(dialog);
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => { dialog.close(); then(); });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const submitter = event.submitter;
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !form.dataset.confirmed) {
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, submitter?.textContent.trim() ?? "", () => {
      form.dataset.confirmed = "1";
      form.requestSubmit(submitter);
      delete form.dataset.confirmed;
    });
    return;
  }
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // Not `disabled`: the name of the pressed button must still be sent.
  submitter?.setAttribute("aria-busy", "true");
  const before = submitter?.textContent;
  if (submitter?.matches(".btn")) submitter.textContent = words.wordsSending;
  const wake = () => {
    delete form.dataset.sent;
    submitter?.removeAttribute("aria-busy");
    if (submitter?.matches(".btn")) submitter.textContent = before;
  };
  setTimeout(wake, 15000);
  window.addEventListener("pageshow", wake, { once: true });
}, true);
