package act

// What a table of contents of the act amended holds is no provision of it, and what is ordered of one is
// none of the division that it stands in or lists: the table of sections at the beginning of chapter 5 of
// title 54, United States Code, is amended by adding at the end the following.

// maxTabulated is how many words stand at most between what a table is called and what it is of.
const maxTabulated = 5

// tabulates reports whether the word with the key before rest is a table of contents: table of sections,
// analysis for chapter 5. What it is of, or where it stands, begins in rest where the second result says;
// 0 where that is not known.
func (r *amendmentReader) tabulates(k, rest string) (bool, int) {
	at, table := 0, false
	if r.words.contents[k] {
		at = spaces(rest)
		of, n := key(rest[at:])
		at += n + spaces(rest[at+n:])
		k, size := key(rest[at:])
		if !r.citing.of[of] || !r.words.listed[k] {
			return false, 0
		}
		at, table = at+size, true
	} else if !r.words.analysis[k] {
		return false, 0
	}
	for range maxTabulated {
		at += spaces(rest[at:])
		k, n := key(rest[at:])
		if n == 0 {
			break
		}
		if _, provision := r.citing.words[k]; r.words.divisions[k].kind != "" || table && provision {
			return true, at
		}
		at += n
	}
	return table, 0
}
