// Checks a receipt file on the page, where the browser can: it is chosen, dropped
// or pasted, and stays here. The words stand in the page.

export async function start(form) {
	const { able, weigh, weighSaid, isSaid, pasted } = await import(form.dataset.verifier);
	if (!await able()) {
		form.querySelector("[data-check-there]").hidden = false;
		return;
	}
	form.querySelector("[data-check-here]").hidden = false;
	const [receipt, words] = ["datoteka", "reci"].map((name) => form.querySelector(`input[type=file][name=${name}]`));
	const [text, wordsText] = ["tekst", "reci_tekst"].map((name) => form.querySelector(`textarea[name=${name}]`));
	const shown = document.querySelector("[data-check-shown]");
	const bytesOf = async (file, most) => new Uint8Array(await file.slice(0, most).arrayBuffer());
	const given = async (file, typed, most) => {
		if (file.files.length > 0) return bytesOf(file.files[0], most);
		return typed.value.trim() === "" ? null : new TextEncoder().encode(pasted(typed.value));
	};
	let asked = 0; // a check that a later one overtook says nothing
	const check = async () => {
		const mine = ++asked;
		const [file, said] = [await given(receipt, text, 1 << 20), await given(words, wordsText, 64 << 20)];
		if (!file) return;
		const found = await weigh(file, form.dataset.keys);
		let of = found.facts && said ? await weighSaid(found, said) : null;
		if (of?.verdict === "malformed" && words.files.length === 0) of = await weighSaid(found, new Uint8Array([...said, 10])); // its last line was empty
		if (mine === asked) show(form, shown, found, of);
	};

	form.addEventListener("submit", (e) => {
		if (receipt.files.length === 0 && text.value.trim() === "") return;
		e.preventDefault();
		check();
	});
	for (const file of [receipt, words]) file.addEventListener("change", check);
	for (const typed of [text, wordsText]) typed.addEventListener("input", (e) => ["insertFromPaste", "insertFromDrop"].includes(e.inputType) && check());
	document.addEventListener("dragover", (e) => e.preventDefault());
	document.addEventListener("drop", async (e) => {
		if (e.defaultPrevented || e.dataTransfer.files.length === 0) return;
		e.preventDefault();
		for (const file of [...e.dataTransfer.files]) {
			const one = new DataTransfer();
			one.items.add(file);
			const into = isSaid(await bytesOf(file, 64)) ? words : receipt;
			into.files = one.files;
			into.closest("details")?.setAttribute("open", "");
			into.dispatchEvent(new CustomEvent("change"));
		}
	});
}

// show says the verdict in the words of the page, with the facts of what verifies, and
// what was found of the words beside it.
function show(form, shown, { verdict, facts }, said) {
	for (const before of document.querySelectorAll("[data-check-before]")) before.remove();
	const section = form.ownerDocument.querySelector(`template[data-verdict="${verdict}"]`).content.cloneNode(true).firstElementChild;
	if (facts) tell(form, section, facts);
	shown.replaceChildren(section);
	if (said) shown.append(ofWords(form.ownerDocument, said));
	shown.scrollIntoView({ block: "nearest" });
}

function ofWords(page, { verdict, comments }) {
	const section = page.querySelector(`template[data-said="${verdict}"]`).content.cloneNode(true).firstElementChild;
	const list = section.querySelector("[data-said-comments]");
	list.hidden = comments.length === 0;
	for (const { no, state, words } of comments) {
		const line = page.querySelector(`template[data-said-state="${state}"]`).content.cloneNode(true).firstElementChild;
		const number = line.querySelector("[data-no]");
		if (number) number.textContent = no;
		line.querySelector("[data-words]").textContent = words;
		list.append(line);
	}
	return section;
}

function tell(form, section, facts) {
	const { dataset } = form;
	const values = {
		received: moment(dataset, facts.received), corrected: moment(dataset, facts.corrected), closed: moment(dataset, facts.closed), due: moment(dataset, facts.due),
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
