package act_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rasprava/rasprava/internal/act"
)

// generated returns the text of an act of n articles.
func generated(n int) []byte {
	var b strings.Builder
	b.WriteString("ЗАКОН\nО ОТВОРЕНИМ ЧИТАОНИЦАМА\n\n")
	for i := 1; i <= n; i++ {
		if i%20 == 1 {
			fmt.Fprintf(&b, "ГЛАВА %d\nОРГАНИЗАЦИЈА И РАД\n\n", i/20+1)
		}
		fmt.Fprintf(&b, "Услови за рад читаонице\nЧлан %d.\n", i)
		b.WriteString("Читаоница ради сваког радног дана, а одлуку о радном времену доноси орган који ју је основао, у складу са законом.\n")
		b.WriteString("Орган из става 1. овог члана дужан је да:\n1) обезбеди простор и средства за рад;\n2) објави радно време најкасније осам дана пре почетка рада;\n3) води евиденцију о корисницима („Службени гласник РС”, број 12/24).\n")
		b.WriteString("О приговору корисника одлучује орган из става 2. овог члана у року од 15 дана од дана пријема приговора.\n\n")
	}
	return []byte(b.String())
}

// generatedActs returns an act of n articles for each profile.
func generatedActs(n int) map[string][]byte {
	acts := map[string][]byte{"rs": generated(n)}
	for profile, article := range map[string]string{
		"hr": "Uvjeti za rad čitaonice\nČlanak %d.\n(1) Čitaonica radi svakoga radnog dana, a odluku o radnom vremenu donosi osnivač, u skladu sa zakonom.\n(2) Osnivač iz stavka 1. ovoga članka dužan je:\n1. osigurati prostor i sredstva za rad\n2. objaviti radno vrijeme najkasnije osam dana prije početka rada.\n",
		"eu": "Article %d\nOpening of reading rooms\n\n1. A reading room shall be open on every working day for at least six hours, in accordance with national law.\n\n2. For the purposes of paragraph 1, the keeper shall:\n\n(a) provide the room and the means for its work;\n\n(b) post the opening hours at least eight days in advance.\n\n",
		"us": "SEC. %d. OPENING OF READING ROOMS.\n\n    (a) In General.--A reading room shall be open on every working day for at\nleast six hours, and the keeper shall post the hours at the door of the\nroom.\n    (b) Duties.--The keeper shall--\n            (1) provide the room and the means for its work; and\n            (2) post the opening hours at least eight days in advance.\n\n",
		"de": "§ %d Öffnung der Lesesäle\n(1) Ein Lesesaal ist an jedem Werktag mindestens sechs Stunden geöffnet; das Nähere regelt die Verordnung.\n(2) Der Hüter hat im Sinne des Absatzes 1\n1. den Raum und die Mittel für den Betrieb bereitzustellen und\n2. die Öffnungszeiten mindestens acht Tage vorher auszuhängen.\n",
	} {
		var b strings.Builder
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, article, i)
		}
		acts[profile] = []byte(b.String())
	}
	return acts
}

func BenchmarkParse(b *testing.B) {
	src := generated(1000)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		a, err := act.Parse(src, act.Options{})
		if err != nil || len(a.Body) == 0 {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseProfiles(b *testing.B) {
	acts := generatedActs(3000)
	for _, profile := range act.Profiles() {
		b.Run(profile, func(b *testing.B) {
			src := acts[profile]
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := act.Parse(src, act.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFormats(b *testing.B) {
	a, err := act.Parse(generated(1000), act.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range []struct {
		name string
		src  []byte
	}{{"akt.html", a.HTML()}, {"akt.akn", a.AKN(act.Work{})}} {
		b.Run("read-"+f.name, func(b *testing.B) {
			b.SetBytes(int64(len(f.src)))
			for b.Loop() {
				if _, err := act.Parse(f.src, act.Options{Name: f.name}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("write-akn", func(b *testing.B) {
		b.SetBytes(int64(len(a.AKN(act.Work{}))))
		for b.Loop() {
			a.AKN(act.Work{})
		}
	})
}

func BenchmarkReferences(b *testing.B) {
	src := generated(1000)
	a, err := act.Parse(src, act.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if refs := a.References(); len(refs) != 2000 {
			b.Fatalf("%d references, want 2000", len(refs))
		}
	}
}
