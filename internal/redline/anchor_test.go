package redline

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
	"github.com/rasprava/rasprava/internal/script"
)

func carrier(tb testing.TB, old, new string) *Carrier {
	tb.Helper()
	c, err := NewCarrier(parse(tb, []byte(old)), parse(tb, []byte(new)))
	if err != nil {
		tb.Fatal(err)
	}
	checkCarrier(tb, c)
	return c
}

// checkCarrier fails unless the words of both acts are paired one to one and read alike.
func checkCarrier(tb testing.TB, c *Carrier) {
	tb.Helper()
	for o, n := range c.toNew {
		if n != none && c.toOld[n] != int32(o) {
			tb.Fatalf("word %d goes to %d, which comes from %d", o, n, c.toOld[n])
		}
	}
	for n, o := range c.toOld {
		if o != none && c.toNew[o] != int32(n) {
			tb.Fatalf("word %d comes from %d, which goes to %d", n, o, c.toNew[o])
		}
	}
}

// checkPlace fails unless the words stand where the answer says.
func checkPlace(tb testing.TB, c *Carrier, got Carried) {
	tb.Helper()
	if got.Provision == "" || got.Exact == "" {
		return
	}
	p := c.new.provisions[c.new.byID[got.Provision]]
	runes := []rune(p.node.PlainText())
	if got.Start < 0 || got.End > len(runes) || string(runes[got.Start:got.End]) != got.Exact {
		tb.Errorf("%s: [%d, %d) is not %q", got.Provision, got.Start, got.End, got.Exact)
	}
}

func TestWhatBecomesOfAQuote(t *testing.T) {
	longer := strings.Replace(deadline, "30 дана", "20 дана", 1)
	fee := "Накнада\nЧлан %d.\nЗа умножавање података органи могу наплатити стварне трошкове према ценовнику који утврђује министар.\n"
	first := "Рок за објављивање\nЧлан %d.\nОрган је дужан да податак објави у року од 30 дана од дана његовог настанка.\n"
	second := "Продужење рока\nЧлан %d.\nРок из става 1. овог члана може се продужити једном, најдуже за петнаест дана, о чему се доноси решење.\n"
	half := "Члан %d.\nОрган одлучује о захтеву на основу документације коју је подносилац приложио и података из службених евиденција.\n"
	rest := "Члан %d.\nПротив одлуке подносилац може изјавити жалбу министарству у року од осам дана, која не одлаже њено извршење.\n"
	whole := strings.TrimSuffix(half, "\n") + " " + strings.TrimPrefix(rest, "Члан %d.\n")
	tests := []struct {
		name, old, new string
		quote          Quote
		want           Carried
	}{
		{"the number of the article changes", number(subject, deadline), number(subject, terms, deadline),
			Quote{Provision: "art_2__para_1", Exact: "у року од 30 дана"},
			Carried{State: Kept, Provision: "art_3__para_1", Exact: "у року од 30 дана", Score: 1, Method: ByWords}},
		{"a word inside is replaced", number(subject, deadline), number(subject, terms, longer),
			Quote{Provision: "art_2__para_1", Exact: "објави у року од 30 дана"},
			Carried{State: Edited, Provision: "art_3__para_1", Exact: "објави у року од 20 дана", Score: 0.75, Method: ByWords}},
		{"a word at the end is replaced", number(deadline), number(longer),
			Quote{Provision: "art_1__para_1", Exact: "податак објави у року од 30"},
			Carried{State: Edited, Provision: "art_1__para_1", Exact: "податак објави у року од 20", Score: 0.75, Method: ByWords}},
		{"words are inserted inside", number(deadline), number(strings.Replace(deadline, "је дужан да", "је дужан и овлашћен да", 1)),
			Quote{Provision: "art_1__para_1", Exact: "Орган је дужан да податак објави"},
			Carried{State: Edited, Provision: "art_1__para_1", Exact: "Орган је дужан и овлашћен да податак објави", Score: 1, Method: ByWords}},
		{"the quote begins and ends inside a word", number(deadline), number(longer),
			Quote{Provision: "art_1__para_1", Exact: "жан да податак обј"},
			Carried{State: Kept, Provision: "art_1__para_1", Exact: "жан да податак обј", Score: 1, Method: ByWords}},
		{"the words are taken out", number(portal), number(strings.Replace(portal, " и не захтева пријаву корисника", "", 1)),
			Quote{Provision: "art_1__para_2", Exact: "не захтева пријаву корисника"},
			Carried{State: TextRemoved, Provision: "art_1__para_2", Method: ByIdentity}},
		{"the article is taken out", number(subject, deadline, fee), number(subject, deadline),
			Quote{Provision: "art_3__para_1", Exact: "стварне трошкове према ценовнику"},
			Carried{State: ProvisionRemoved, Method: ByIdentity}},
		{"the paragraph is split off into an article of its own", number(subject, deadline, force), number(subject, first, second, force),
			Quote{Provision: "art_2__para_2", Exact: "може се продужити једном, најдуже за петнаест дана"},
			Carried{State: Moved, Provision: "art_3__para_1", Exact: "може се продужити једном, најдуже за петнаест дана", Score: 1, Method: ByWords}},
		{"a quote of two words goes with its whole paragraph", number(subject, deadline, force), number(subject, first, second, force),
			Quote{Provision: "art_2__para_2", Exact: "доноси решење"},
			Carried{State: Moved, Provision: "art_3__para_1", Exact: "доноси решење", Score: 1, Method: ByWords}},
		{"a few words of the second half of a paragraph that was cut into two articles", number(subject, whole, force), number(subject, half, rest, force),
			Quote{Provision: "art_2__para_1", Exact: "у року од осам дана"},
			Carried{State: Moved, Provision: "art_3__para_1", Exact: "у року од осам дана", Score: 1, Method: ByWords}},
		{"the quote is in the other script", number(deadline), number(subject, longer),
			Quote{Provision: "art_1__para_1", Exact: script.ToLatin("Орган је дужан да податак објави")},
			Carried{State: Kept, Provision: "art_2__para_1", Exact: "Орган је дужан да податак објави", Score: 1, Method: ByWords}},
		{"the new act is in the other script", number(deadline), script.ToLatin(number(subject, deadline)),
			Quote{Provision: "art_1__para_1", Exact: "дужан да податак објави"},
			Carried{State: Kept, Provision: "art_2__para_1", Exact: script.ToLatin("дужан да податак објави"), Score: 1, Method: ByWords}},
		{"spaces, quotation marks and look-alike letters do not matter", number(force), number(subject, force),
			Quote{Provision: "art_1__para_1", Exact: "oбјављивања у  \"Службенoм гласнику"},
			Carried{State: Kept, Provision: "art_2__para_1", Exact: "објављивања у „Службеном гласнику", Score: 1, Method: ByWords}},
		{"the quote spans two paragraphs", number(deadline), number(subject, deadline),
			Quote{Provision: "art_1", Exact: "од дана његовог настанка.\nРок из става 1. овог члана"},
			Carried{State: Kept, Provision: "art_2", Exact: "од дана његовог настанка.\nРок из става 1. овог члана", Score: 1, Method: ByWords}},
		{"the prefix tells one place from another", number(deadline), number(subject, longer),
			Quote{Provision: "art_1__para_1", Exact: "дана", Prefix: "у року од 30 "},
			Carried{State: Kept, Provision: "art_2__para_1", Exact: "дана", Score: 1, Method: ByWords}},
		{"the provision is found by the words", number(subject, terms, deadline), number(terms, longer),
			Quote{Exact: "Рок из става 1. овог члана може се продужити"},
			Carried{State: Kept, Provision: "art_2__para_2", Exact: "Рок из става 1. овог члана може се продужити", Score: 1, Method: ByWords}},
		{"words that stand twice and fare differently go to a person", number(subject, deadline), number(subject, strings.Replace(deadline, "у року од 30 дана", "без одлагања", 1)),
			Quote{Exact: "дана"},
			Carried{State: Candidate, Provision: "art_2__para_1", Exact: "дана", Score: 1, Method: ByWords, Doubt: NotUnique}},
		{"words that stand in another provision than the one named go to a person", number(subject, deadline), number(subject, deadline),
			Quote{Provision: "art_1", Exact: "дужан да податак објави"},
			Carried{State: Candidate, Provision: "art_2__para_1", Exact: "дужан да податак објави", Score: 1, Method: ByWords, Doubt: OtherProvision}},
		{"words the old act does not have are carried nowhere", number(subject), number(subject, deadline),
			Quote{Provision: "art_1", Exact: "дужан да податак објави"}, Carried{State: Orphaned, Doubt: NotInOld}},
		{"a provision as a whole, its number alone changed", number(deadline), number(subject, deadline),
			Quote{Provision: "art_1"}, Carried{State: Kept, Provision: "art_2", Score: 1, Method: ByIdentity}},
		{"a provision as a whole, one word changed", number(deadline), number(subject, longer),
			Quote{Provision: "art_1__para_1"}, Carried{State: Edited, Provision: "art_2__para_1", Score: 0.9, Method: ByIdentity}},
		{"a provision as a whole, gone", number(deadline, fee), number(deadline),
			Quote{Provision: "art_2"}, Carried{State: ProvisionRemoved, Method: ByIdentity}},
		{"the act as a whole", number(deadline), number(fee), Quote{}, Carried{State: Kept, Score: 1, Method: ByIdentity}},
		{"the name of the act", number(deadline), number(subject), Quote{Exact: "ОТВОРЕНИМ ПОДАЦИМА"},
			Carried{State: Kept, Exact: "ОТВОРЕНИМ ПОДАЦИМА", Score: 1, Method: ByWords}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := carrier(t, tt.old, tt.new)
			got := c.Carry(tt.quote)
			checkPlace(t, c, got)
			got.Start, got.End = 0, 0
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestAChainAsksAPersonWhereTheWaysDiffer(t *testing.T) {
	fee := "Накнада\nЧлан %d.\nЗа умножавање података органи могу наплатити стварне трошкове према ценовнику који утврђује министар.\n"
	first, without := number(subject, deadline, fee), number(subject, deadline)
	ends := "Члан %d.\nНадзор над применом овог закона врши републичка инспекција. Жалба не одлаже извршење решења.\n"
	pays := "Члан %d.\nКазна износи хиљаду динара за сваки дан.\n"
	both := strings.TrimSuffix(ends, "\n") + " " + strings.TrimPrefix(pays, "Члан %d.\n")
	tests := []struct {
		name     string
		versions []string
		quote    Quote
		want     Carried
	}{
		{"both ways meet", []string{number(subject, deadline), number(subject, terms, deadline), number(terms, deadline)},
			Quote{Provision: "art_2__para_1", Exact: "у року од 30 дана"},
			Carried{State: Kept, Provision: "art_2__para_1", Exact: "у року од 30 дана", Score: 1, Method: ByWords}},
		{"both ways find nothing", []string{first, without, number(terms, deadline)},
			Quote{Provision: "art_3__para_1", Exact: "стварне трошкове према ценовнику"}, Carried{State: ProvisionRemoved, Method: ByIdentity}},
		{"what was taken out has come back", []string{first, without, first},
			Quote{Provision: "art_3__para_1", Exact: "стварне трошкове према ценовнику"},
			Carried{State: Candidate, Provision: "art_3__para_1", Exact: "стварне трошкове према ценовнику", Score: 1, Method: ByWords, Doubt: PathsDiffer}},
		{"many words that were taken out have come back", []string{first, without, first},
			Quote{Provision: "art_3__para_1", Exact: "За умножавање података органи могу наплатити стварне трошкове према ценовнику који утврђује министар"},
			Carried{State: Candidate, Provision: "art_3__para_1",
				Exact: "За умножавање података органи могу наплатити стварне трошкове према ценовнику који утврђује министар", Score: 1, Method: ByWords, Doubt: PathsDiffer}},
		{"an article went into the one before it in the second of three versions", []string{number(subject, ends, pays), number(subject, both), number(subject, terms, both)},
			Quote{Provision: "art_3__para_1", Exact: "хиљаду динара"},
			Carried{State: Moved, Provision: "art_3__para_1", Exact: "хиљаду динара", Score: 1, Method: ByWords}},
		{"an article went into the one before it in the last of three versions", []string{number(subject, ends, pays), number(subject, terms, ends, pays), number(subject, terms, both)},
			Quote{Provision: "art_3__para_1", Exact: "хиљаду динара"},
			Carried{State: Moved, Provision: "art_3__para_1", Exact: "хиљаду динара", Score: 1, Method: ByWords}},
		{"two versions have one way", []string{first, without},
			Quote{Provision: "art_3__para_1", Exact: "стварне трошкове према ценовнику"}, Carried{State: ProvisionRemoved, Method: ByIdentity}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var acts []*act.Act
			for _, text := range tt.versions {
				acts = append(acts, parse(t, []byte(text)))
			}
			ch, err := NewChain(acts...)
			if err != nil {
				t.Fatal(err)
			}
			checkCarrier(t, ch.along)
			got := ch.Carry(tt.quote)
			got.Start, got.End = 0, 0
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	_, err := NewChain(parse(t, []byte(first)))
	if err == nil {
		t.Error("a chain of one version was made")
	}
}

func TestLinesOfQuotesAreReadWholeOrNotAtAll(t *testing.T) {
	tests := []struct {
		name, in string
		want     []QuoteLine
		err      string
	}{
		{"two quotes and an empty line", "{\"id\":\"a\",\"exact\":\"рок\",\"note\":1}\n\n{\"id\":\"b\",\"provision\":\"art_1\",\"exact\":\"х\",\"prefix\":\"п\",\"suffix\":\"с\"}",
			[]QuoteLine{{ID: "a", Quote: Quote{Exact: "рок"}}, {ID: "b", Quote: Quote{Provision: "art_1", Exact: "х", Prefix: "п", Suffix: "с"}}}, ""},
		{"nothing", "", nil, ""},
		{"a byte order mark", "\ufeff{\"exact\":\"рок\"}\n", []QuoteLine{{Quote: Quote{Exact: "рок"}}}, ""},
		{"a second mark", "\ufeff{\"exact\":\"рок\"}\n\ufeff{\"exact\":\"рок\"}\n", nil, "line 2: not a quote"},
		{"no JSON", "{\"id\":\"a\",\"exact\":\"рок\"}\nрок\n", nil, "line 2: not a quote"},
		{"a list", "[]", nil, "line 1: not a quote"},
		{"no words", "{\"id\":\"a\",\"provision\":\"art_1\",\"exact\":\"\"}\n{\"id\":\"b\",\"provision\":\"art_2\"}\n{\"exact\":\"\"}",
			[]QuoteLine{{ID: "a", Quote: Quote{Provision: "art_1"}}, {ID: "b", Quote: Quote{Provision: "art_2"}}, {}}, ""},
		{"neither words nor a provision", "{\"id\":\"a\"}", nil, "line 1: neither words in exact nor a provision"},
		{"a number where a text stands", "{\"id\":7,\"exact\":\"рок\"}", nil, "line 1: id must be a text in quotation marks, and is a number"},
		{"a list where a text stands", "{\"exact\":\"рок\",\"provision\":[\"art_1\"]}", nil, "line 1: provision must be a text in quotation marks, and is a list"},
		{"half an object", "{\"exact\":\"рок\"", nil, "line 1: not a quote: the line ends before the JSON object does"},
		{"not UTF-8", "{\"exact\":\"\xff\"}", nil, "line 1: text is not valid UTF-8"},
		{"a line without end", strings.Repeat("x", maxQuoteLine+2), nil, "line 1: longer than 1048576 bytes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ReadQuotes(strings.NewReader(tt.in))
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.HasPrefix(err.Error(), tt.err)) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
		})
	}
}

func TestACarriedQuoteIsOneLineOfJSON(t *testing.T) {
	got, err := Carried{State: Edited, Provision: "art_6__para_2", Exact: "у <року>", Start: 3, End: 11, Score: 0.83, Method: ByWords}.JSON("c1")
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"c1","state":"edited","provision":"art_6__para_2","exact":"у <року>","score":0.83,"start":3,"end":11,"method":"words"}` + "\n"
	if string(got) != want {
		t.Errorf("got %s want %s", got, want)
	}
}

func FuzzReadQuotes(f *testing.F) {
	f.Add([]byte("{\"id\":\"a\",\"exact\":\"рок\"}\n\n{\"exact\":\"\\ud800\"}"))
	f.Add([]byte("\x00\n[]\n{\"exact\":1}"))
	f.Fuzz(func(t *testing.T, in []byte) {
		quotes, err := ReadQuotes(bytes.NewReader(in))
		if err != nil && quotes != nil {
			t.Fatal("quotes beside an error")
		}
		for _, q := range quotes {
			if q.Exact == "" {
				t.Fatal("a quote without words")
			}
		}
	})
}

func FuzzCarry(f *testing.F) {
	f.Add(number(subject, terms, deadline), number(subject, deadline, force), "art_3__para_1", "у року од 30 дана", "објави ", " од")
	f.Add("Члан 1.\nа б а", "Члан 1.\nа\nЧлан 2.\nб а", "art_1", "а", "", "")
	f.Add("Члан 1.\nада", "Члан 1.\nада", "art_1", "а\xd0", "\xff", "")
	f.Add("ЗАКОН\nЧлан 1.\nce oд\u00adлуке c\u030c", "Član 2.\nse odluke č", "", "e odl", "с", "у")
	f.Add("аа", "", "0", "а", "\x81", "")
	f.Fuzz(func(t *testing.T, old, new, provision, exact, prefix, suffix string) {
		if len(old)+len(new)+len(exact) > 1<<15 {
			return
		}
		o, err := act.Parse([]byte(old), act.Options{Name: "old.txt", Profile: "rs"})
		if err != nil {
			return
		}
		n, err := act.Parse([]byte(new), act.Options{Name: "new.txt", Profile: "rs"})
		if err != nil {
			return
		}
		c, err := NewCarrier(o, n)
		if err != nil {
			t.Fatal(err)
		}
		checkCarrier(t, c)
		q := Quote{Provision: provision, Exact: exact, Prefix: prefix, Suffix: suffix}
		got := c.Carry(q)
		checkPlace(t, c, got)
		if got != c.Carry(q) {
			t.Fatal("the same quote was carried in two ways")
		}
		if got.State.Placed() && got.Doubt != NoDoubt || got.Score < 0 || got.Score > 1 || got.State == "" {
			t.Fatalf("%+v", got)
		}
		ch, err := NewChain(o, n, o)
		if err != nil {
			t.Fatal(err)
		}
		checkCarrier(t, ch.along)
		checkPlace(t, ch.direct, ch.Carry(q))
	})
}
