// Package locale holds the message catalogues and the ways of writing plurals,
// dates and numbers in Serbian (both scripts) and English. Pages, mails,
// reports and the command line take their sentences from here. It knows no
// domain type, reads no clock and never decides anything.
//
// The catalogues stand in catalogue/*.sr-Cyrl.toml (the master) and
// catalogue/*.en.toml. Serbian Latin is transliterated from the master when
// the program starts; catalogue/overrides.sr-Latn.toml holds what differs.
// A message names its arguments as {{.name}} and holds no other template action.
package locale

import (
	"golang.org/x/text/language"
)

// Lang is one of the languages that the interface speaks, as it stands in
// addresses: sr-Cyrl, sr-Latn or en.
type Lang string

const (
	SrCyrl Lang = "sr-Cyrl"
	SrLatn Lang = "sr-Latn"
	En     Lang = "en"
)

// Langs returns all languages, the master first.
func Langs() []Lang { return []Lang{SrCyrl, SrLatn, En} }

// Parse returns the language whose code is exactly s, as in the first part of
// an address, and whether there is one.
func Parse(s string) (Lang, bool) {
	for _, l := range Langs() {
		if string(l) == s {
			return l, true
		}
	}
	return "", false
}

// Tag returns the BCP 47 tag of l.
func (l Lang) Tag() language.Tag { return language.Make(string(l)) }

// maxAcceptLanguage bounds how much of a header is looked at, in bytes.
const maxAcceptLanguage = 512

// Match returns the language for an Accept-Language header (RFC 9110, section
// 12.5.4): the first, by weight, that is spoken here or is read without effort
// in one of the scripts. Serbian without a script is Cyrillic, of Montenegro
// Latin; Croatian, Bosnian, Montenegrin and Serbo-Croatian are answered in
// Serbian Latin. Where nothing fits, and for a header that is not one, it is
// SrCyrl.
func Match(acceptLanguage string) Lang {
	if len(acceptLanguage) > maxAcceptLanguage {
		return SrCyrl
	}
	tags, weights, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return SrCyrl
	}
	for i, tag := range tags {
		if weights[i] <= 0 {
			continue
		}
		if l, ok := nearest(tag); ok {
			return l
		}
	}
	return SrCyrl
}

func nearest(tag language.Tag) (Lang, bool) {
	base, confidence := tag.Base()
	if confidence == language.No {
		return "", false
	}
	switch base.String() {
	case "en":
		return En, true
	case "hr", "bs", "sh", "cnr":
		return SrLatn, true
	case "sr":
		script, _ := tag.Script()
		if script.String() == "Latn" {
			return SrLatn, true
		}
		return SrCyrl, true
	}
	return "", false
}
