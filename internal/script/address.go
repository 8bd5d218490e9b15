package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// beforeAddress are the marks that an address may follow without a space.
const beforeAddress = "(<[\"'„“”«»‘’:;="

// maxAddress is the longest name or mail address (RFC 5321, 4.5.3.1); a link may
// be longer.
const maxAddress = 256

// addressEnd returns the end of the web or mail address at s[at:], or at. Letters
// of both scripts may stand in it.
func addressEnd(s string, at int) int {
	if at > 0 {
		if last, _ := utf8.DecodeLastRuneInString(s[:at]); !unicode.IsSpace(last) && !strings.ContainsRune(beforeAddress, last) {
			return at
		}
	}
	end := tokenEnd(s, at, at+maxAddress)
	token := strings.TrimRight(s[at:end], ".,;:!?)>]\"'")
	if !isAddress(token) {
		return at
	}
	if end == tokenEnd(s, end, end+1) {
		return at + len(token)
	}
	return tokenEnd(s, end, len(s))
}

// tokenEnd returns where the run of printing ASCII and letters ends that begins at
// s[at:], most if it is longer.
func tokenEnd(s string, at, most int) int {
	for at < len(s) && at < most {
		r, size := utf8.DecodeRuneInString(s[at:])
		if r <= ' ' || r >= 0x7f && !IsCyrillic(r) && !IsLatin(r) {
			break
		}
		at += size
	}
	return at
}

func isAddress(token string) bool {
	if scheme := strings.Index(token, "://"); scheme > 0 || strings.HasPrefix(token, "www.") {
		return true
	}
	if local, domain, ok := strings.Cut(token, "@"); ok {
		return local != "" && strings.Contains(domain, ".") && !strings.HasPrefix(domain, ".")
	}
	return isDomain(token)
}

// isDomain reports whether token is a name such as apr.gov.rs, in small Latin
// letters, with a path or without.
func isDomain(token string) bool {
	name, _, _ := strings.Cut(token, "/")
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || !domains[name[dot+1:]] {
		return false
	}
	for label := range strings.SplitSeq(name[:dot], ".") {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// mayHoldAddress reports whether s has a mark that all addresses with Cyrillic
// letters have.
func mayHoldAddress(s string) bool {
	return strings.Contains(s, "://") || strings.Contains(s, "@") || strings.Contains(s, "www.")
}
