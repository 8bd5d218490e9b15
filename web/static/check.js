// Checks a receipt file on the page, where the browser can: it is chosen, dropped
// or pasted, and stays here. The words stand in the page.

export async function start(form) {
	const { able, weigh, pasted } = await import(form.dataset.verifier);
	if (!await able()) {
		form.querySelector("[data-check-there]").hidden = false;
		return;
	}
	form.querySelector("[data-check-here]").hidden = false;
	const [file, text] = [form.querySelector("input[type=file]"), form.querySelector("textarea")];
	const shown = document.querySelector("[data-check-shown]");
	const check = async (bytes) => show(form, shown, await weigh(bytes, form.dataset.keys));
	const checkFile = async (f) => check(new Uint8Array(await f.slice(0, 1 << 20).arrayBuffer()));
	const checkText = async () => check(new TextEncoder().encode(pasted(text.value)));

	form.addEventListener("submit", (e) => {
		if (file.files.length === 0 && text.value.trim() === "") return;
		e.preventDefault();
		if (file.files.length > 0) checkFile(file.files[0]);
		else checkText();
	});
	file.addEventListener("change", () => file.files.length > 0 && checkFile(file.files[0]));
	text.addEventListener("input", (e) => ["insertFromPaste", "insertFromDrop"].includes(e.inputType) && checkText());
	document.addEventListener("dragover", (e) => e.preventDefault());
	document.addEventListener("drop", (e) => {
		if (e.defaultPrevented || e.dataTransfer.files.length === 0) return;
		e.preventDefault();
		file.files = e.dataTransfer.files;
		file.dispatchEvent(new CustomEvent("change"));
	});
}

// show says the verdict in the words of the page, with the facts of what verifies.
function show(form, shown, { verdict, facts }) {
	for (const before of document.querySelectorAll("[data-check-before]")) before.remove();
	const section = form.ownerDocument.querySelector(`template[data-verdict="${verdict}"]`).content.cloneNode(true).firstElementChild;
	if (facts) tell(form, section, facts);
	shown.replaceChildren(section);
	shown.scrollIntoView({ block: "nearest" });
}

function tell(form, section, facts) {
	const { dataset } = form;
	const values = {
		received: moment(dataset, facts.received), closed: moment(dataset, facts.closed), due: moment(dataset, facts.due),
		comments: number(facts.comments), erased: facts.erased > 0 ? number(facts.erased) : undefined,
		place: facts.place && dataset.of.replace("{place}", number(facts.place)).replace("{size}", number(facts.size)), log: facts.log, key: facts.key,
	};
	for (const value of section.querySelectorAll("[data-fact]")) {
		const said = values[value.dataset.fact];
		if (value.dataset.fact === "about" && facts.dossier) value.append(dossier(dataset, facts.dossier));
		else if (said === undefined) value.parentElement.remove();
		else value.textContent = said;
	}
	const see = section.querySelector("[data-receipt]");
	if (facts.number) see.href = dataset.receipts + facts.number;
	else see.parentElement.remove();
}

// dossier leads to a dossier by its number; the log knows one that is not public
// under another name.
function dossier(dataset, ref) {
	if (!/^([0-9]{4}-[0-9]{4,6}|proba-[a-z2-7]{16})$/.test(ref)) return dataset.veiled;
	const a = document.createElement("a");
	a.href = dataset.dossiers + ref;
	a.textContent = ref;
	return a;
}

// moment writes an instant to the second, on the clock of Belgrade.
function moment(dataset, instant) {
	if (instant === undefined) return undefined;
	const english = document.documentElement.lang === "en";
	const part = {};
	for (const p of new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Belgrade", hourCycle: "h23", year: "numeric", month: english ? "long" : "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" }).formatToParts(new Date(instant))) {
		part[p.type] = p.value;
	}
	const day = english ? `${part.day}\u00a0${part.month}\u00a0${part.year}` : `${Number(part.day)}.\u00a0${Number(part.month)}.\u00a0${part.year}.`;
	return dataset.moment.replace("{day}", day).replace("{clock}", [part.hour, part.minute, part.second].join(english ? ":" : "."));
}

function number(n) {
	return n === undefined ? undefined : new Intl.NumberFormat(document.documentElement.lang === "en" ? "en" : "sr").format(n);
}
