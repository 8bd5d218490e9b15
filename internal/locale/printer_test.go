package locale

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMatchTakesTheFirstLanguageThatIsSpoken(t *testing.T) {
	tests := map[string]Lang{
		"":                            SrCyrl,
		"sr":                          SrCyrl,
		"sr-RS":                       SrCyrl,
		"sr-Cyrl-RS":                  SrCyrl,
		"sr-Latn":                     SrLatn,
		"sr-Latn-RS,sr;q=0.9":         SrLatn,
		"sr-ME":                       SrLatn,
		"sh":                          SrLatn,
		"hr":                          SrLatn,
		"hr-HR,en;q=0.5":              SrLatn,
		"bs":                          SrLatn,
		"cnr":                         SrLatn,
		"en":                          En,
		"en-GB,en;q=0.9,sr;q=0.1":     En,
		"de":                          SrCyrl,
		"de-AT,en;q=0.3":              En,
		"de,hu;q=0.9":                 SrCyrl,
		"en;q=0.1,sr;q=0.9":           SrCyrl,
		"en;q=0,hr;q=0.2":             SrLatn,
		"*":                           SrCyrl,
		"\x00\xff;;;":                 SrCyrl,
		strings.Repeat("en,", 10_000): SrCyrl,
		"mk":                          SrCyrl,
		"zz-ZZ,;q=1":                  SrCyrl,
	}
	for header, want := range tests {
		if got := Match(header); got != want {
			t.Errorf("Match(%.40q): got %s, want %s", header, got, want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for _, s := range []string{"sr-RS,sr;q=0.9", "en-u-nu-latn", "i-klingon, x-y", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, header string) {
		if l := Match(header); For(l).Lang() != l {
			t.Errorf("Match(%q): got %q, which has no printer", header, l)
		}
	})
}

func TestParseKnowsTheCodesInAddresses(t *testing.T) {
	for _, l := range Langs() {
		if got, ok := Parse(string(l)); !ok || got != l {
			t.Errorf("Parse(%q): got %q, %v", l, got, ok)
		}
	}
	for _, s := range []string{"", "sr", "SR-CYRL", "en-GB"} {
		if got, ok := Parse(s); ok {
			t.Errorf("Parse(%q): got %q, want none", s, got)
		}
	}
	if got := For("de").Lang(); got != SrCyrl {
		t.Errorf("For an unknown language: got %s, want the master", got)
	}
}

func TestMessagesAreWrittenInTheirLanguage(t *testing.T) {
	closed := time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		lang Lang
		id   string
		args map[string]any
		want string
	}{
		"Cyrillic":                           {SrCyrl, "answer_outcome.partly_accepted", nil, "делимично прихваћено"},
		"Latin":                              {SrLatn, "answer_outcome.partly_accepted", nil, "delimično prihvaćeno"},
		"Latin with its own words":           {SrLatn, "language.self", nil, "Srpski (latinica)"},
		"English":                            {En, "answer_outcome.partly_accepted", nil, "partly accepted"},
		"an unknown id stays what it is":     {SrCyrl, "no.such_message", nil, "no.such_message"},
		"a list of codes":                    {SrCyrl, "unmet.documents_present.missing", map[string]any{"documents": []string{"act", "annex", "eu_statement"}}, "Недостаје следеће: нацрт акта, прилог и изјава о усклађености са прописима Европске уније."},
		"codes with commas":                  {En, "unmet.channels_proved.missing", map[string]any{"channels": "own_site,ekonsultacije"}, "There is no proof of publication in these places: the proposer’s website and the eKonsultacije portal."},
		"a date":                             {SrCyrl, "problem.appointment_ended.detail", map[string]any{"date": "2026-11-30"}, "Ваше именовање је престало 30.\u00a011.\u00a02026. и ову радњу више не можете да обавите. Ништа није промењено. Ако је именовање продужено, нека га оператер система упише, па поновите радњу."},
		"what is missing is an ellipsis":     {En, "problem.not_utf8.detail", nil, "The text is not in UTF-8: the first invalid byte is at …. It was not saved, so that no letter is lost. Save it as UTF-8 and send again."},
		"a user's braces are left alone":     {En, "progress.reading", map[string]any{"name": "{{.password}}"}, "Reading {{.password}}"},
		"a user's markup is left alone":      {SrLatn, "progress.reading", map[string]any{"name": "<b>Њива</b>.txt"}, "Čitam <b>Њива</b>.txt"},
		"numbers are grouped":                {SrCyrl, "redline.words", map[string]any{"inserted": 1234, "deleted": int64(1235)}, "+1.234 −1.235 речи"},
		"the end of a term is a whole day":   {SrCyrl, "problem.round_closed.detail", map[string]any{"closed_at": closed}, "Круг је затворен 30.\u00a011.\u00a02026. у 24.00. Ваш допис није уврштен у расправу, али је забележено да је стигао и када."},
		"an instant as the interface has it": {En, "receipt.valid", map[string]any{"received_at": "2026-11-23T07:12:33.5Z"}, "The receipt is valid: the submission was received on 23\u00a0November\u00a02026 at 08:12\u00a0(UTC+1) and is in the ledger."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := For(tt.lang).T(tt.id, tt.args); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestOfficialTextsStandInTheScriptOfTheReader(t *testing.T) {
	for _, tt := range []struct{ text, cyrillic, latin string }{
		{"Zakon o javnim česmama i uređenim izvorima", "Закон о јавним чесмама и уређеним изворима", "Zakon o javnim česmama i uređenim izvorima"},
		{"Закон о јавним чесмама", "Закон о јавним чесмама", "Zakon o javnim česmama"},
		{"Deo II, obrazac PDF: https://primer.example/obrazac", "Део II, образац PDF: https://primer.example/obrazac", "Deo II, obrazac PDF: https://primer.example/obrazac"},
		{"Правилник о формату „Open Document”", "Правилник о формату „Open Document”", "Pravilnik o formatu „Open Document”"},
		{"", "", ""},
	} {
		got := []string{For(SrCyrl).Serbian(tt.text), For(SrLatn).Serbian(tt.text), For(En).Serbian(tt.text)}
		if diff := cmp.Diff([]string{tt.cyrillic, tt.latin, tt.text}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
	for l, want := range map[Lang][2]string{SrCyrl: {"John Example", "Њива Пробић"}, SrLatn: {"John Example", "Njiva Probić"}, En: {"John Example", "Њива Пробић"}} {
		if got := [2]string{For(l).Called("John Example"), For(l).Called("Њива Пробић")}; got != want {
			t.Errorf("names in %s: got %q", l, got)
		}
	}
}

func TestSerbianCountsInThreeForms(t *testing.T) {
	forms := map[string][]int{
		"коментар нема":    {1, 21, 31, 101, 1001},
		"коментара немају": {2, 3, 4, 22, 34, 102},
		"коментара нема ":  {0, 5, 11, 12, 13, 14, 20, 25, 100, 111, 112, 1012},
	}
	for want, counts := range forms {
		for _, n := range counts {
			got := For(SrCyrl).Plural("unmet.every_comment_answered", n, nil)
			if !strings.Contains(got, want) || !strings.Contains(got, For(SrCyrl).Int(int64(n))) {
				t.Errorf("%d: got %q, want it to say %q", n, got, want)
			}
			latin := For(SrLatn).Plural("unmet.every_comment_answered", n, nil)
			if latin != For(SrLatn).Serbian(got) {
				t.Errorf("%d: got %q in Latin, want the form of %q", n, latin, got)
			}
		}
	}
	for n, want := range map[int]string{0: "0 comments", 1: "1 comment ", 2: "2 comments", 1000: "1,000 comments"} {
		if got := For(En).Plural("unmet.every_comment_answered", n, nil); !strings.HasPrefix(got, want) {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestProblemsAndConditionsAreFoundByCode(t *testing.T) {
	title, detail := For(SrCyrl).Problem("not_text", map[string]string{"name": "nacrt.txt", "found": "слика PNG"})
	if title != "Датотека није текст" || !strings.Contains(detail, "„nacrt.txt” није текст: по садржају је слика PNG") {
		t.Errorf("got %q, %q", title, detail)
	}
	if title, _ := For(En).Problem("never_heard_of", nil); title != "Something went wrong" {
		t.Errorf("of an unknown code: got %q, want an internal error", title)
	}
	if got := For(SrCyrl).Unmet("every_comment_answered", map[string]string{"count": "22"}); got != "Још 22 коментара немају одговор са разлозима." {
		t.Errorf("got %q", got)
	}
	if got := For(En).Unmet("never_heard_of", nil); got != "never_heard_of" {
		t.Errorf("of an unknown condition: got %q, want the code", got)
	}
	if got := For(SrLatn).Name("role", "drafter"); got != "obrađivač" {
		t.Errorf("got %q", got)
	}
	if got := For(SrLatn).Name("role", "king"); got != "king" {
		t.Errorf("got %q, want the code", got)
	}
}

func TestConditionsSayEachFactTheyName(t *testing.T) {
	tests := map[string]struct {
		lang   Lang
		code   string
		params map[string]string
		want   string
	}{
		"documents that are missing and old": {En, "documents_present", map[string]string{"missing": "act,annex", "stale": "eu_statement"},
			"Missing: draft act and annex. Older than the text and to be brought in line with it: statement of alignment with European Union law."},
		"documents that are only old": {SrLatn, "documents_present", map[string]string{"stale": "concordance_table"},
			"Starije je od teksta i treba ga uskladiti: tabela usklađenosti."},
		"opinions": {En, "opinions_bound_to_text", map[string]string{"missing": "MF,RSZ"},
			"No opinion has been given yet by: MF and RSZ."},
		"a term that runs to the end of a day": {SrCyrl, "min_window_ended", map[string]string{"until": "2026-11-30T23:00:00Z"},
			"Најкраћи прописани рок још траје и истиче 30.\u00a011.\u00a02026. у 24.00."},
		"a term that has not started": {En, "min_window_ended", nil,
			"The term has not started, because publication is not proved in every place."},
		"signatures": {En, "signatures_complete", map[string]string{"have": "1", "need": "2"},
			"Valid signatures: 1 of 2. Whoever prepared the package does not sign it."},
		"hashes that no sentence asks for": {SrCyrl, "package_unchanged", map[string]string{"prepared": "sha256:a", "package": "sha256:b", "since": "2026-11-26T13:03:00Z"},
			"Материјал је измењен 26.\u00a011.\u00a02026. у 14.03\u00a0(UTC+1), пошто је припремљен за потпис; обрађивач треба поново да га припреми."},
		"what is newer, one sentence each": {En, "seal_unbroken", map[string]string{"report": "2026-11-26T13:03:00Z", "answers": "2026-11-25T13:03:00Z"},
			"An answer to a comment is newer than the preparation for signature: it was given on 25\u00a0November\u00a02026 at 14:03\u00a0(UTC+1). " +
				"The report on the consultation is newer than the preparation for signature: it was published on 26\u00a0November\u00a02026 at 14:03\u00a0(UTC+1)."},
		"a count that is no number": {En, "every_comment_answered", map[string]string{"count": "many"},
			"0 comments still have no answer with reasons."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := For(tt.lang).Unmet(tt.code, tt.params); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestADateAtTheEndOfASentenceHasOneFullStop fills every message with dates, which end
// with a full stop in Serbian.
func TestADateAtTheEndOfASentenceHasOneFullStop(t *testing.T) {
	for _, l := range Langs() {
		p, filled := For(l), 0
		for _, id := range IDs() {
			args := map[string]any{}
			for _, name := range p.Arguments(id) {
				args[name] = "2026-12-17"
			}
			if len(args) == 0 {
				continue
			}
			filled++
			for _, said := range []string{p.T(id, args), p.Plural(id, 1, args), p.Plural(id, 2, args), p.Plural(id, 5, args)} {
				if strings.Contains(strings.ReplaceAll(said, "...", ""), "..") || strings.Contains(said, "\x00") {
					t.Errorf("%s: %s: %q", l, id, said)
					break
				}
			}
		}
		if filled < 500 {
			t.Errorf("%s: only %d messages were filled", l, filled)
		}
	}
	got := For(SrCyrl).T("problem.sent_too_early.detail", map[string]any{"since": "2026-12-17"})
	if want := "Први дан расправе је 17.\u00a012.\u00a02026. Допис није унет; проверите дан предаје пошти, слања или скупа."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestListsAreJoinedAsSentencesDo(t *testing.T) {
	tests := []struct {
		items  []string
		sr, en string
	}{
		{nil, "", ""},
		{[]string{"а"}, "а", "а"},
		{[]string{"а", "б"}, "а и б", "а and б"},
		{[]string{"а", "б", "в"}, "а, б и в", "а, б and в"},
	}
	for _, tt := range tests {
		if got := For(SrCyrl).List(tt.items); got != tt.sr {
			t.Errorf("%v: got %q, want %q", tt.items, got, tt.sr)
		}
		if got := For(En).List(tt.items); got != tt.en {
			t.Errorf("%v: got %q, want %q", tt.items, got, tt.en)
		}
	}
}

func TestMessagesAllowManyReadersAtOnce(t *testing.T) {
	done := make(chan string)
	for range 8 {
		go func() { done <- For(SrCyrl).Plural("progress.records", 3, nil) }()
	}
	for range 8 {
		if got := <-done; got != "3 записа" {
			t.Errorf("got %q", got)
		}
	}
}

func BenchmarkProblem(b *testing.B) {
	for b.Loop() {
		For(SrCyrl).Problem("stale", map[string]string{"shown": "12", "now": "13"})
	}
}
