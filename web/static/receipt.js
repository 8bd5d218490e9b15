// Says what a receipt file is worth, as rasprava receipt verify does, without
// sending it anywhere. A file has one spelling: what would be read in another way
// is refused, and what is accepted was held to the last byte.

const receiptHeader = "c2sp.org/tlog-proof@v1";
const statements = [
	["promise", "rasprava.promise/1", "log", "receipt", "submission", "leaf", "received", "due"],
	["late", "rasprava.late/2", "log", "round", "submission", "content", "received", "closed", "salt"],
	["late", "rasprava.late/1", "log", "round", "submission", "content", "received", "closed"], // before notes had a salt
];
const saidHeader = "rasprava.said/1";
const longest = 512 * 1024; // bytes of a file
const longestSaid = 32 << 20; // bytes of a file of what was said
const mostSaidWords = 120; // letters of a comment that are shown
const longestLeaf = 65535;
const mostHashes = 63;

const hash32 = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="; // 32 bytes in their one base64 spelling
const token = "[0-9A-Za-z][-0-9A-Za-z._:/]{0,127}";
const digest = "sha256:[0-9a-f]{64}";
const whole = "(?:0|[1-9][0-9]*)";
const list = (of) => `${of}(?:,${of})*`;

const shape = {
	hash32: new RegExp(`^${hash32}$`),
	token: new RegExp(`^${token}$`),
	digest: new RegExp(`^${digest}$`),
	whole: new RegExp(`^${whole}$`),
	said: new RegExp(`^comment (${hash32}) (${whole})$`),
	field: new RegExp(`^([a-z_]+) (${whole})$`),
	instant: /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/,
	number: /^[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){4}$/,
	extra: new RegExp(`^\\{"format":"rasprava\\.receipt/1","receipt_no":"([^"]*)","leaf":(\\{[^]*\\}),"salts":\\[(${list(`"(?:${hash32}|${digest})"`)})\\]\\}$`),
	leaf: new RegExp('^\\{"format":"rasprava\\.leaf/1","kind":"(submission_received|submission_held|late_entry|corrected)","at":"([^"]*)"' +
		`(?:,"dossier":"(${token})")?(?:,"round":"(${token})")?,"submission":"(${token})"(?:,"seq":([1-9][0-9]*))?,"hash":"(${digest})"` +
		`,"commitments":\\[(${list(`"${hash32}"`)})\\](?:,"counts":\\{(${list(`"[a-z][a-z0-9_]{0,127}":${whole}`)})\\})?\\}$`),
};

// Refused says why a file does not verify. The verdict is foreign where it is whole,
// and signed with a key that is not among those given; given_up where it is whole,
// and its tree is not one of the time of its key.
class Refused extends Error {
	constructor(why, verdict) {
		super(why);
		this.verdict = verdict;
	}
}

function demand(holds, why) {
	if (!holds) throw new Refused(why);
}

// able reports whether this browser can check an Ed25519 signature: old ones cannot,
// and none does on a page that came without encryption.
export async function able() {
	const key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
	try {
		await crypto.subtle.importKey("raw", unpacked(key), "Ed25519", false, ["verify"]);
		return true;
	} catch {
		return false;
	}
}

// weigh returns {verdict, facts, sealed}. The verdict is valid, corrected (valid, of a
// correction), promise, late, foreign,
// given_up, respelled (it would be valid but for the ends of its lines or what stands
// around it), altered, said (a file of what was said) or unreadable. The keys are
// verifier keys, one a line, the newest first, the older ones of a log behind the remark
// until what leaf they signed.
export async function weigh(file, keys) {
	const verifiers = verifiersOf(keys);
	const text = read(file);
	let refused = null;
	if (text !== null) {
		try {
			return await open(text, verifiers);
		} catch (e) {
			if (!(e instanceof Refused)) throw e;
			refused = e;
		}
		const again = pasted(text);
		if (again !== text) {
			try {
				await open(again, verifiers);
				return { verdict: "respelled" };
			} catch (e) {
				if (!(e instanceof Refused)) throw e;
			}
		}
	}
	if (refused?.verdict) return { verdict: refused.verdict };
	const first = String.fromCharCode(...file.slice(0, receiptHeader.length));
	const known = [receiptHeader, ...statements.map(([, header]) => header)].some((header) => first.startsWith(header));
	if (known) return { verdict: "altered" };
	return { verdict: first.startsWith(saidHeader) ? "said" : "unreadable" };
}

// isSaid reports whether a file begins as one of what was said does.
export function isSaid(file) {
	return String.fromCharCode(...file.slice(0, saidHeader.length)) === saidHeader;
}

// weighSaid holds a file of what was said to what weigh found, and returns {verdict,
// comments}. The verdict is same, other (not all of the words, or others), erased,
// malformed or unsealed (beside what seals no words); a comment is {no, state, words},
// its state received, differs, missing, gone (erased) or foreign, which has no number.
export async function weighSaid({ verdict, sealed }, file) {
	if (verdict !== "valid" && verdict !== "corrected") return { verdict: "unsealed", comments: [] };
	let said;
	try {
		said = await readSaid(file);
	} catch (e) {
		if (!(e instanceof Refused)) throw e;
		return { verdict: "malformed", comments: [] };
	}
	const erased = sealed.salts.map((s) => shape.digest.test(s));
	const is = (i, c) => (erased[i] ? c.print : c.salt) === sealed.salts[i];
	return { verdict: openSaid(sealed, erased, is, said), comments: matchSaid(sealed, erased, is, said) };
}

// openSaid says whether what was said is every comment that is not erased, in order.
function openSaid({ commitments }, erased, is, said) {
	let next = 0;
	for (const [i, commitment] of commitments.entries()) {
		const here = next < said.length && is(i, said[next]);
		if (!here && erased[i]) continue;
		if (!here || said[next].commitment !== commitment) return "other";
		next++;
	}
	if (next < said.length) return "other";
	return next === 0 ? "erased" : "same";
}

// matchSaid names every comment of a receipt, and then those of the file alone.
function matchSaid({ commitments }, erased, is, said) {
	const all = commitments.map((_, i) => ({ no: i + 1, state: erased[i] ? "gone" : "missing", words: "" }));
	const taken = new Set();
	for (const c of said) {
		const i = commitments.findIndex((_, i) => is(i, c));
		if (i < 0 || taken.has(i)) {
			all.push({ no: 0, state: "foreign", words: c.words });
			continue;
		}
		taken.add(i);
		all[i] = { no: i + 1, state: c.commitment === commitments[i] ? "received" : "differs", words: c.words };
	}
	return all;
}

// readSaid reads a file of what was said in its one spelling.
async function readSaid(file) {
	demand(file.length <= longestSaid && isSaid(file) && file[saidHeader.length] === 10, "it is no file of what was said");
	const all = [];
	for (let at = saidHeader.length + 1; at < file.length;) {
		const [line, from] = lineAt(file, at);
		const [, salt, digits] = line.match(shape.said) ?? [];
		demand(salt !== undefined, "a comment is malformed");
		const content = piece(file, from, digits);
		at = from + content.length;
		const length = new Uint8Array([0, 0, 0, "comment".length]);
		all.push({
			salt, words: firstWords(readContent(content)),
			print: hex(await sha256(latin("rasprava.salt/1\n"), unpacked(salt))),
			commitment: packed(await sha256(latin("rasprava.commitment/1\n"), unpacked(salt), length, latin("comment"), content)),
		});
	}
	return all;
}

// readContent returns the words of a comment in its one encoding.
function readContent(content) {
	const header = "rasprava.comment/1\n";
	demand(binaryOf(content.subarray(0, header.length)) === header, "a comment has no header");
	let [at, words] = [header.length, ""];
	const field = (name) => {
		const [line, from] = lineAt(content, at);
		const [, called, digits] = line.match(shape.field) ?? [];
		demand(called === name, "a field is malformed");
		const value = piece(content, from, digits);
		demand(content[from + value.length] === 10, "a field does not end");
		at = from + value.length + 1;
		const text = read(value, longestSaid);
		demand(text !== null, "a field is not text");
		return text;
	};
	for (const name of ["document", "provision", "kind", "body", "proposed_text", "quote_exact", "quote_prefix", "quote_suffix"]) {
		const value = field(name);
		if (name === "body") words = value;
	}
	while (at < content.length) demand(shape.digest.test(field("attachment")), "an attachment is malformed");
	return words;
}

// lineAt returns the line that begins at a byte, and where the next one does.
function lineAt(file, at) {
	const end = file.indexOf(10, at);
	demand(end >= 0 && end - at < 256, "a line does not end");
	return [binaryOf(file.subarray(at, end)), end + 1];
}

function piece(file, from, digits) {
	demand(digits.length <= 9 && from + Number(digits) <= file.length, "a length is malformed");
	return file.subarray(from, from + Number(digits));
}

function binaryOf(bytes) {
	return String.fromCharCode(...bytes);
}

// firstWords returns the beginning of a text to the end of a word.
function firstWords(text) {
	const letters = [...text.split(/\p{White_Space}+/u).filter((word) => word !== "").join(" ")];
	if (letters.length <= mostSaidWords) return letters.join("");
	const space = letters.lastIndexOf(" ", mostSaidWords - 1);
	return letters.slice(0, space > 0 ? space : mostSaidWords).join("") + " …";
}

// verifiersOf reads the keys with the trees that each may have signed.
function verifiersOf(keys) {
	const all = [];
	let until;
	for (const line of keys.split("\n")) {
		const remark = line.match(/^# signed until leaf ([0-9]+)$/);
		if (remark) {
			until = BigInt(remark[1]);
			if (all.length > 0) all.at(-1).since = until;
		}
		if (!line || line.startsWith("#")) continue;
		const [name, hash, encoded] = [line.slice(0, line.indexOf("+")), line.slice(line.indexOf("+") + 1, line.indexOf("+") + 9), line.slice(line.indexOf("+") + 10)];
		all.push({ id: `${name}+${hash}`, public: unpacked(encoded).slice(1), since: 0n, until });
		until = undefined;
	}
	return all;
}

// pasted returns a text as its file was: whoever copies a text may lose the end of
// its last line, and other systems end lines in another way.
export function pasted(text) {
	return text.replaceAll("\r\n", "\n").replace(/^[ \t\r\n\ufeff]+|[ \t\r\n\ufeff]+$/g, "") + "\n";
}

function read(file, most = longest) {
	if (file.length > most) return null;
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file);
	} catch {
		return null;
	}
}

async function open(text, verifiers) {
	for (const [verdict, header, ...names] of statements) {
		if (text.startsWith(header + "\n")) return { verdict, facts: await openStatement(text, header, names, verifiers) };
	}
	return openReceipt(text, verifiers);
}

async function openReceipt(text, verifiers) {
	const cut = text.indexOf("\n\n");
	demand(cut >= 0, "it has no checkpoint");
	const [header, extraLine, indexLine, ...proof] = text.slice(0, cut).split("\n");
	demand(header === receiptHeader && extraLine?.startsWith("extra ") && indexLine?.startsWith("index "), "it is no proof");
	demand(proof.length <= mostHashes && proof.every((line) => shape.hash32.test(line)), "the proof is malformed");
	const index = counted(indexLine.slice("index ".length));
	const { number, leaf, said, salts, commitments } = readExtra(extraLine.slice("extra ".length));
	demand(await seal(number, salts) === said.seal, "the number and the salts are not those of the leaf");
	const note = split(text.slice(cut + 2));
	demand(shape.token.test(note.name), "the name of the key is malformed");
	const by = await signed(note, verifiers);
	const [origin, size, root, ...rest] = note.text.split("\n");
	demand(origin !== "" && rest.length === 1 && rest[0] === "" && shape.hash32.test(root), "the checkpoint is malformed");
	const tree = counted(size);
	if (origin !== note.name) throw new Refused("the checkpoint is of another log", "foreign");
	demand(packed(await rootOf(leaf, index, tree, proof)) === root, "the leaf is not in the signed tree");
	if (tree < by.since || by.until && tree > by.until) throw new Refused("the tree is not of the time of its key", "given_up");
	const corrected = said.kind === "corrected";
	const facts = {
		number, [corrected ? "corrected" : "received"]: said.at, dossier: said.dossier, comments: salts.length, erased: salts.filter((s) => shape.digest.test(s)).length,
		place: index + 1n, size: tree, log: origin, key: note.id,
	};
	return { verdict: corrected ? "corrected" : "valid", facts, sealed: { salts, commitments } };
}

function readExtra(encoded) {
	const [, number, leaf, salts] = binary(encoded).match(shape.extra) ?? [];
	demand(number !== undefined, "the extra line is malformed");
	demand(isNumber(number), "the receipt number is mistyped");
	const [, kind, at, dossier, , , seq, hash, commitments, counts] = leaf.match(shape.leaf) ?? [];
	demand(at !== undefined && leaf.length <= longestLeaf && isInstant(at) && small(seq ?? "0"), "the leaf is malformed");
	let before = "";
	for (const [name, n] of counts?.split(",").map((c) => c.split(":")) ?? []) {
		demand(name > before && small(n), "the counts of the leaf are malformed");
		before = name;
	}
	const [held, made] = [salts, commitments].map((s) => s.split(",").map((one) => one.slice(1, -1)));
	demand(held.length === made.length, "there is not one salt for each commitment");
	return { number, leaf: latin(leaf), said: { kind, at, dossier, seal: hash }, salts: held, commitments: made };
}

// seal returns what ties the number and the salts to the leaf.
async function seal(number, salts) {
	const prints = await Promise.all(salts.map(async (s) => {
		if (shape.digest.test(s)) return Uint8Array.from(s.slice(7).match(/../g), (two) => parseInt(two, 16));
		return sha256(latin("rasprava.salt/1\n"), unpacked(s));
	}));
	const sum = await sha256(latin("rasprava.receipt-seal/1\n"), latin(number), ...prints);
	return hex(sum);
}

function hex(sum) {
	return "sha256:" + [...sum].map((b) => b.toString(16).padStart(2, "0")).join("");
}

async function openStatement(text, header, names, verifiers) {
	const note = split(text);
	await signed(note, verifiers);
	const lines = note.text.split("\n");
	demand(lines.length === names.length + 2 && lines[0] === header, "it is no statement");
	const say = {};
	for (const [i, name] of names.entries()) {
		demand(lines[i + 1].startsWith(name + " "), "a line is missing");
		say[name] = lines[i + 1].slice(name.length + 1);
	}
	if (say.log !== note.name) throw new Refused("it is of another log", "foreign");
	const until = say.due ?? say.closed;
	demand(isInstant(say.received) && isInstant(until) && (say.due ? say.received <= until : until <= say.received), "the instants are malformed");
	demand(shape.token.test(say.submission), "the submission is malformed");
	if (say.due) demand(isNumber(say.receipt) && shape.hash32.test(say.leaf), "the promise is malformed");
	else demand(shape.token.test(say.round) && shape.digest.test(say.content) && (say.salt === undefined || shape.hash32.test(say.salt)), "the note is malformed");
	return { number: say.receipt, received: say.received, due: say.due, closed: say.closed, log: say.log };
}

// split takes a signed note apart (C2SP signed-note) that one key signed.
function split(note) {
	demand(!/[\0-\x09\x0b-\x1f]/.test(note), "the note has a control character");
	const cut = note.lastIndexOf("\n\n");
	demand(cut >= 0, "the note has no signature");
	const [, name, encoded] = note.slice(cut + 2).match(/^— ([^ \n+]+) ([^\n]*)\n$/u) ?? [];
	demand(name !== undefined && !/\p{White_Space}/u.test(name), "the signature line is malformed");
	const raw = latin(binary(encoded));
	demand(raw.length >= 5, "the signature is malformed");
	const hash = [...raw.slice(0, 4)].map((b) => b.toString(16).padStart(2, "0")).join("");
	return { text: note.slice(0, cut + 1), name, id: `${name}+${hash}`, signature: raw.slice(4) };
}

async function signed(note, verifiers) {
	const by = verifiers.find((v) => v.id === note.id);
	if (!by) throw new Refused("it is signed with another key", "foreign");
	const key = await crypto.subtle.importKey("raw", by.public, "Ed25519", false, ["verify"]);
	const good = note.signature.length === 64 && await crypto.subtle.verify("Ed25519", key, note.signature, new TextEncoder().encode(note.text));
	demand(good, "the signature does not match");
	return by;
}

// rootOf follows the proof from a leaf to the root (RFC 6962, section 2.1.1).
async function rootOf(leaf, index, size, proof) {
	demand(index < size, "the index is beyond the tree");
	const turns = []; // from the root down: whether the way goes right
	let [low, high] = [0n, size];
	while (high - low > 1n) {
		let half = 1n;
		while (half * 2n < high - low) half *= 2n;
		const right = index >= low + half;
		turns.push(right);
		if (right) low += half;
		else high = low + half;
	}
	demand(turns.length === proof.length, "the proof has another length");
	let hash = await sha256([0], leaf);
	for (const [i, line] of proof.entries()) {
		const beside = unpacked(line);
		hash = turns[turns.length - 1 - i] ? await sha256([1], beside, hash) : await sha256([1], hash, beside);
	}
	return hash;
}

function counted(digits) {
	demand(shape.whole.test(digits) && digits.length <= 19 && BigInt(digits) < 2n ** 63n, "a number is malformed");
	return BigInt(digits);
}

function small(digits) {
	return digits.length <= 16 && BigInt(digits) <= BigInt(Number.MAX_SAFE_INTEGER);
}

function isInstant(s) {
	if (!shape.instant.test(s) || s < "0001-01-01T00:00:01Z") return false;
	const at = new Date(s);
	return !isNaN(at) && at.toISOString() === s.replace("Z", ".000Z");
}

// isNumber holds a receipt number to its check character: the sum of value times
// a^place over GF(32) is zero, a being a root of x^5+x^2+1.
function isNumber(s) {
	if (!shape.number.test(s)) return false;
	let sum = 0;
	const values = [...s.replaceAll("-", "")].map((c) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(c));
	const check = values.pop();
	for (const v of values) {
		sum = (sum ^ v) << 1;
		if (sum & 32) sum ^= 0b100101;
	}
	return sum === check;
}

async function sha256(...parts) {
	return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts.map((p) => Uint8Array.from(p))).arrayBuffer()));
}

// binary decodes base64 in its one spelling to a string of bytes.
function binary(encoded) {
	try {
		const s = atob(encoded);
		if (btoa(s) === encoded) return s;
	} catch {
		// not base64 at all
	}
	throw new Refused("it is not base64");
}

function latin(s) {
	return Uint8Array.from(s, (c) => c.charCodeAt(0));
}

function unpacked(encoded) {
	return latin(atob(encoded));
}

function packed(bytes) {
	return btoa(String.fromCharCode(...bytes));
}
