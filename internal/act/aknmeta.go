package act

import (
	"strings"

	"github.com/rasprava/rasprava/internal/script"
)

// Work says what is known of an act as a work, for the metadata of Akoma Ntoso. The
// zero value says that nothing is.
type Work struct {
	Bill    bool   // proposed, not adopted
	Date    string // of the work, as in 2026-11-23
	Number  string // under which it was filed or published
	Version string // date of this text, as in 2026-12-01
	Author  string // name of the body it comes from
}

func (k Work) element() string {
	if k.Bill {
		return "bill"
	}
	return "act"
}

// An Analysis is what is said of a text beside it.
type Analysis struct {
	Elements   string // whole elements that stand inside analysis
	References string // whole elements that stand among the references
}

// Expression returns the IRI of the text in Akoma Ntoso: of the work, its language
// and its version, which is the beginning of its hash where it has no date.
func (k Work) Expression(a *Act) string { return k.identify(a).expression }

// unknownDate stands where the schema of Akoma Ntoso wants a date and none is known: the
// first day that it can write, which is that of no act. The name of the date says so.
const (
	unknownDate  = "0001-01-01"
	unknownEvent = "unknown"
)

// frbr are the IRIs of a work, its expression and its manifestation, after the Akoma
// Ntoso Naming Convention Version 1.0 (OASIS, 21 February 2019).
type frbr struct {
	work, expression        string
	date, version           string
	country, number, author string
	language, hash          string
}

func (k Work) identify(a *Act) frbr {
	f := frbr{country: a.Profile, date: k.Date, version: k.Version, number: k.Number, author: k.Author, language: threeLetters(a.Lang), hash: a.Hash}
	name := slug(k.Number)
	if name == "" {
		name = slug(a.Title)
	}
	if name == "" {
		name = strings.TrimPrefix(a.Hash, "sha256:")
		name = name[:min(12, len(name))]
	}
	parts := []string{"/akn", f.country, k.element()}
	if k.Date != "" {
		parts = append(parts, k.Date)
	}
	f.work = strings.Join(append(parts, name), "/")
	version := k.Version
	if version == "" {
		version = strings.TrimPrefix(a.Hash, "sha256:")
		version = version[:min(12, len(version))]
	}
	f.expression = f.work + "/" + f.language + "@" + version
	for _, date := range []*string{&f.date, &f.version} {
		if *date == "" {
			*date = unknownDate
		}
	}
	return f
}

// threeLetters returns the code of ISO 639-2 for a language, und for one that it
// does not know.
func threeLetters(lang string) string {
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range languages {
		if base == l.two || base == l.three {
			return l.three
		}
	}
	return "und"
}

// languages are the codes of ISO 639-1 and 639-2 of the languages of Europe.
var languages = []struct{ two, three string }{
	{"sr", "srp"}, {"hr", "hrv"}, {"bs", "bos"}, {"en", "eng"}, {"de", "deu"}, {"fr", "fra"}, {"it", "ita"}, {"es", "spa"}, {"pt", "por"},
	{"nl", "nld"}, {"sl", "slv"}, {"mk", "mkd"}, {"bg", "bul"}, {"ro", "ron"}, {"hu", "hun"}, {"sq", "sqi"}, {"el", "ell"}, {"pl", "pol"},
	{"cs", "ces"}, {"sk", "slk"}, {"sv", "swe"}, {"da", "dan"}, {"fi", "fin"}, {"et", "est"}, {"lv", "lav"}, {"lt", "lit"}, {"mt", "mlt"},
	{"ga", "gle"}, {"uk", "ukr"}, {"ru", "rus"}, {"tr", "tur"},
}

// maxSlug is the most bytes of a title in an IRI.
const maxSlug = 80

// slug writes a title in small letters of ASCII with hyphens between words.
func slug(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range script.SearchKey(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(r)
		} else {
			hyphen = true
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	return b.String()
}

// meta writes the metadata of the act, or of a component of it.
func (w *aknWriter) meta(f frbr, a *Act, component string, analysis *Analysis) {
	this := "/" + component
	if component == "" {
		this = "/!main"
	}
	w.raw("<meta>\n<identification source=\"#rasprava\">\n")
	w.raw("<FRBRWork>\n")
	w.core(f.work+this, f.work, "", f.date, "Generation", "#author")
	w.empty("FRBRcountry", "value", f.country)
	if f.number != "" {
		w.empty("FRBRnumber", "value", f.number)
	}
	if a.Title != "" && component == "" {
		w.empty("FRBRname", "value", a.Title)
	}
	w.raw("</FRBRWork>\n<FRBRExpression>\n")
	w.core(f.expression+this, f.expression, f.hash, f.version, "Generation", "#author")
	w.empty("FRBRlanguage", "language", f.language)
	w.raw("</FRBRExpression>\n<FRBRManifestation>\n")
	w.core(f.expression+this+".xml", f.expression+".xml", "", f.version, "Generation", "#rasprava")
	w.empty("FRBRformat", "value", "application/akn+xml")
	w.raw("</FRBRManifestation>\n</identification>\n")
	elements, references := "", ""
	if component == "" {
		elements, references = amended(a, f.country)
	}
	if analysis != nil {
		elements, references = elements+analysis.Elements, analysis.References+references
	}
	if elements != "" {
		w.raw("<analysis source=\"#rasprava\">\n" + elements + "</analysis>\n")
	}
	w.raw("<references source=\"#rasprava\">\n" + references)
	author := f.author
	if author == "" {
		author = "unknown"
	}
	if component == "" {
		w.raw("<TLCOrganization eId=\"author\" href=\"/akn/ontology/organization/" + aknEscaped(f.country) + "/" + aknEscaped(slug(author)) + "\" showAs=\"" + aknEscaped(author) + "\"/>\n")
		w.raw("<TLCOrganization eId=\"rasprava\" href=\"/akn/ontology/organization/rasprava\" showAs=\"Rasprava\"/>\n")
	} else {
		w.raw("<TLCReference name=\"part-of\" href=\"" + aknEscaped(f.work) + "\" showAs=\"" + aknEscaped(a.Title) + "\"/>\n")
	}
	w.raw("</references>\n</meta>\n")
}

// core writes the properties that work, expression and manifestation share.
func (w *aknWriter) core(this, uri, hash, date, event, author string) {
	w.empty("FRBRthis", "value", this)
	w.empty("FRBRuri", "value", uri)
	if hash != "" {
		w.raw("<FRBRalias value=\"" + aknEscaped(hash) + "\" name=\"" + CanonicalFormat + "\"/>\n")
	}
	if date == unknownDate {
		event = unknownEvent
	}
	w.raw("<FRBRdate date=\"" + aknEscaped(date) + "\" name=\"" + event + "\"/>\n")
	w.empty("FRBRauthor", "href", author)
}

func (w *aknWriter) empty(element, attribute, value string) {
	w.raw("<" + element + " " + attribute + "=\"" + aknEscaped(value) + "\"/>\n")
}
