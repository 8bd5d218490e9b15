package act

import "strings"

// A chain is what is known of a list of articles in which numbers of what stands in them are read: чл. 20.
// став 2, 21. став 1. и 22. ст. 1. и 3.
type chain struct {
	open    bool
	several bool   // the word before the articles stands for several, and is written so for no single one
	rank    int    // of what the numbers read name
	joint   string // the key of the word that joined numbers before
}

// below returns the chain for the numbers behind the word of a narrower rank, one that is not open for
// any others.
func (in chain) below(w *citingWord, cit *citation) chain {
	if !in.open || cit.widened || !w.passed && w.rank == rankArticle {
		return chain{}
	}
	in.rank = cit.paths[len(cit.paths)-1].rank
	if !w.passed {
		in.rank = w.rank
	}
	return in
}

// again reports whether the number of n bytes at s[end+gap:], which stands in a list behind the word of a
// narrower rank, is that of an article again. It is where that narrower rank or a wider one stands behind
// it, and in a list of several articles also where the word before the list stands for one paragraph,
// where what comes before it has brackets, or where numbers were joined by the same word before.
func (c *citing) again(s string, end, gap, n int, w *citingWord, in *chain) bool {
	if !in.open {
		return false
	}
	at := end + gap + n
	if next, joined := c.gap(s[at:]); !joined {
		below, size := c.word(s[at+next:])
		if size > 0 && !below.passed && below.rank > rankArticle && below.rank <= in.rank {
			_, _, ok := c.number(s[at+next+size:], below, true)
			return ok
		}
	}
	if !in.several {
		return false
	}
	if !w.several && w.rank == rankParagraph && !w.passed || s[end-1] == ')' && s[at-1] != ')' {
		return true
	}
	joint, _ := key(strings.TrimLeft(s[end:end+gap], " \u00a0,*"))
	if joint != "" && joint == in.joint {
		return true
	}
	in.joint += joint
	return false
}
