// What pages do beyond HTML. Everything here is declared in markup by a data
// attribute, and every page works without it.

const dialog = () => document.querySelector("dialog#keys");
const untouched = new WeakMap(); // what stood in a form when it came
const sending = new WeakMap(); // forms that were sent, with the timer of their bar

document.documentElement.classList.add("js");
document.body.classList.add("govuk-frontend-supported");

// Drafts are kept for as long as the tab is open, and go when the server says
// that they were sent.
const received = document.querySelector('meta[name="draft-sent"]');
if (received) forget(received.content);

start(document);
document.addEventListener("htmx:load", (e) => e.target !== document.body && start(e.target));
document.querySelector(".govuk-error-summary")?.focus();

function start(part) {
	for (const form of part.querySelectorAll("form[data-unsaved], form[data-draft]")) {
		untouched.set(form, written(form));
		if (form.dataset.draft) restore(form);
	}
	for (const form of part.querySelectorAll("form[data-check]")) import(form.dataset.check).then((check) => check.start(form));
	for (const box of part.querySelectorAll("[data-keys-switch]")) box.checked = keysOn();
	if (part.querySelector('[data-module^="govuk-"]:not(.govuk-skip-link)')) {
		import("/static/vendor/govuk-frontend-6.6.0/govuk-frontend.min.js").then((govuk) => {
			govuk.initAll({ scope: part });
			part.querySelectorAll(".govuk-file-upload-button").forEach(callByItsText);
		});
	}
}

// callByItsText takes the unseen comma out of a button for a file, so that whoever
// speaks to the machine can say what stands on it.
function callByItsText(button) {
	const comma = button.querySelector(`#${button.id}-comma`);
	button.setAttribute("aria-labelledby", button.getAttribute("aria-labelledby").replace(` ${comma.id}`, ""));
	comma.remove();
}

// written returns what stands in a form, as text that can be compared and kept.
function written(form, kept = keepable) {
	const values = [...new FormData(form)].filter(([name]) => kept(form, name));
	return JSON.stringify(values.map(([name, v]) => [name, typeof v === "string" ? v : v.name]));
}

// keepable leaves out passwords and what the server put there unseen.
function keepable(form, name) {
	const field = form.elements.namedItem(name);
	return !["hidden", "password"].includes(field?.type);
}

// drafted leaves out what a draft does not hold: it is sent by itself before.
function drafted(form, name) {
	return keepable(form, name) && !form.elements.namedItem(name)?.closest?.("[data-draft-none]");
}

document.addEventListener("input", (e) => {
	const form = e.target.form;
	if (form?.dataset.draft) store(sessionStorage, "draft:" + form.dataset.draft, written(form, drafted));
});

function restore(form) {
	const kept = read(sessionStorage, "draft:" + form.dataset.draft);
	if (!kept || kept === written(form, drafted)) return;
	const values = JSON.parse(kept);
	for (const field of form.elements) {
		if (!field.name || !drafted(form, field.name) || ["file", "submit", "button"].includes(field.type)) continue;
		const mine = values.filter(([name]) => name === field.name).map(([, v]) => v);
		if (field.type === "checkbox" || field.type === "radio") field.checked = mine.includes(field.value);
		else if (field.type === "select-multiple") for (const o of field.options) o.selected = mine.includes(o.value);
		else if (mine.length > 0) field.value = mine[0];
	}
	for (const note of form.querySelectorAll("[data-draft-restored]")) note.hidden = false;
}

function forget(key) {
	try {
		sessionStorage.removeItem("draft:" + key);
	} catch {
		// a browser that keeps nothing has nothing to forget
	}
}

// Leaving a form with words in it that were not sent asks first.
addEventListener("beforeunload", (e) => {
	for (const form of document.querySelectorAll("form[data-unsaved]")) {
		if (untouched.has(form) && !sending.has(form) && untouched.get(form) !== written(form)) e.preventDefault();
	}
});

// A file that was chosen for a comment is attached at once; one that is too large is
// told of beside its field, and not sent.
document.addEventListener("change", (e) => {
	if (e.target.type !== "file" || e.target.files.length === 0) return;
	if (large(e.target)) return;
	e.target.form?.querySelector("[data-with-file]")?.click();
});

// large takes a file back that is longer than its field says it may be, and says so.
function large(field) {
	const group = field.closest(".govuk-form-group");
	const id = field.id + "-too-large";
	document.getElementById(id)?.remove();
	group.classList.toggle("govuk-form-group--error", group.querySelector(".govuk-error-message") !== null);
	const size = field.files[0].size;
	if (!field.dataset.most || size <= Number(field.dataset.most)) return false;
	const megabytes = (Math.ceil((size / 1048576) * 10) / 10).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 1 });
	const said = document.createElement("p");
	const hidden = document.createElement("span");
	said.id = id;
	said.className = "govuk-error-message";
	said.setAttribute("role", "alert");
	hidden.className = "govuk-visually-hidden";
	hidden.textContent = field.dataset.error + " ";
	said.append(hidden, field.dataset.tooLarge.replace("{size}", megabytes));
	group.classList.add("govuk-form-group--error");
	group.querySelector(".govuk-file-upload-wrapper, .govuk-drop-zone")?.before(said);
	field.value = "";
	field.dispatchEvent(new Event("change", { bubbles: true }));
	return true;
}

// A form is sent once. One that takes long says so.
document.addEventListener("submit", (e) => {
	const form = e.target;
	if (e.defaultPrevented || form.getAttribute("method") === "dialog") return;
	if (form.dataset.progress === undefined) {
		sending.set(form, 0);
		return;
	}
	if (sending.has(form)) {
		e.preventDefault();
		return;
	}
	sending.set(form, setTimeout(() => wait(form, true), 1000));
	for (const b of form.querySelectorAll("[type=submit], button:not([type])")) b.setAttribute("aria-disabled", "true");
});

// pickWords adds what is selected in one text as a line of another, for which it is
// typed otherwise.
function pickWords(from, into) {
	const words = from.value.slice(from.selectionStart, from.selectionEnd).replace(/\s+/g, " ").trim();
	if (words === "") {
		from.focus();
		return;
	}
	into.value = [into.value.trimEnd(), words].filter(Boolean).join("\n");
	into.dispatchEvent(new Event("input", { bubbles: true }));
	into.focus();
}

// wait shows or hides a form's bar; its words come after it is there, so that
// they are read out.
function wait(form, shown) {
	const bar = form.querySelector(".progress");
	if (!bar) return;
	bar.hidden = !shown;
	if (bar.dataset.progressText) bar.textContent = shown ? bar.dataset.progressText : "";
}

// A page that comes back from the browser's memory can be sent again.
addEventListener("pageshow", (e) => {
	if (!e.persisted) return;
	for (const form of document.forms) {
		clearTimeout(sending.get(form));
		sending.delete(form);
		wait(form, false);
		for (const b of form.querySelectorAll("[aria-disabled]")) b.removeAttribute("aria-disabled");
	}
});

document.addEventListener("click", async (e) => {
	const on = (selector) => e.target.closest?.(selector);
	if (on("[data-print]")) print();
	if (on("[data-open-keys]")) showKeys();
	const pick = on("[data-pick]");
	if (pick) pickWords(document.getElementById(pick.dataset.pick), document.getElementById(pick.dataset.into));
	const copy = on("[data-copy]");
	if (!copy || copy.textContent === copy.dataset.copied) return;
	await navigator.clipboard?.writeText(copy.dataset.copy);
	const before = [...copy.childNodes];
	copy.replaceChildren(copy.dataset.copied);
	setTimeout(() => copy.replaceChildren(...before), 3000);
});

// Keys are told by where they are on the keyboard, so that they are the same in
// both scripts; they rest while somebody types, and can be switched off.
document.addEventListener("change", (e) => {
	if (e.target.matches?.("[data-keys-switch]")) store(localStorage, "keys", e.target.checked ? "on" : "off");
});

document.addEventListener("keydown", (e) => {
	if (e.ctrlKey || e.altKey || e.metaKey || e.repeat || e.isComposing || !keysOn() || typing(e.target) || dialog()?.open) return;
	if (e.key === "?" && dialog()) {
		e.preventDefault();
		showKeys();
		return;
	}
	if (e.shiftKey) return;
	const target = [...document.querySelectorAll(`[data-key~="${CSS.escape(e.code)}"]`)].find((t) => t.checkVisibility?.() ?? true);
	if (!target) return;
	e.preventDefault();
	if (typing(target)) target.focus();
	else target.click();
});

// showKeys opens the dialog with the keys of this page.
function showKeys() {
	const list = dialog()?.querySelector("[data-keys-list]");
	list?.replaceChildren(...[...document.querySelectorAll("[data-key]")].flatMap((t) => {
		const [key, what, shown] = ["dt", "dd", "kbd"].map((name) => document.createElement(name));
		shown.textContent = t.dataset.key.replace(/\b(Key|Digit)/g, "").replace("Slash", "/").replaceAll(" ", ", ");
		key.append(shown);
		what.textContent = t.dataset.keyName ?? t.getAttribute("aria-label") ?? t.labels?.[0]?.textContent ?? t.textContent;
		return [key, what];
	}));
	dialog()?.showModal();
}

function typing(element) {
	return element.isContentEditable || element.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
}

function keysOn() {
	return read(localStorage, "keys") !== "off";
}

// What is folded away is printed.
let opened = [];
addEventListener("beforeprint", () => {
	opened = [...document.querySelectorAll("details:not([open])")];
	for (const d of opened) d.open = true;
});
addEventListener("afterprint", () => {
	for (const d of opened) d.open = false;
});

// Storage may be closed to us; then nothing is kept.
function store(storage, key, value) {
	try {
		storage.setItem(key, value);
	} catch {
		// full or forbidden
	}
}

function read(storage, key) {
	try {
		return storage.getItem(key);
	} catch {
		return null;
	}
}
