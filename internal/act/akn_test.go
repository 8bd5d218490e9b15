package act_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rasprava/rasprava/internal/act"
)

const schema = "testdata/vendor/akomantoso-1.0/akomantoso30.xsd"

// validate holds documents to the OASIS schema of Akoma Ntoso 3.0.
func validate(t testing.TB, documents map[string][]byte) {
	t.Helper()
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Fatalf("find xmllint: %v (make xmllint)", err)
	}
	dir := t.TempDir()
	args := []string{"--noout", "--nonet", "--schema", schema}
	for name, document := range documents {
		file := filepath.Join(dir, filepath.Base(name)+".akn")
		if err := os.WriteFile(file, document, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	out, err := exec.Command(lint, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v: %.2000s", err, out)
	}
}

func TestTheSchemaIsAsItWasPublished(t *testing.T) {
	data, err := os.ReadFile("testdata/vendor/MANIFEST.json")
	if err != nil {
		t.Fatal(err)
	}
	var manifest []struct {
		Name, Version, Licence string
		Files                  []struct{ Path, SHA256 string }
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	said, held := map[string]string{}, map[string]string{}
	for _, p := range manifest {
		if p.Name == "" || p.Version == "" || p.Licence == "" {
			t.Errorf("without name, version or licence: %+v", p)
		}
		for _, f := range p.Files {
			said[f.Path] = f.SHA256
		}
	}
	files, err := filepath.Glob("testdata/vendor/*/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		held[strings.TrimPrefix(filepath.ToSlash(file), "testdata/vendor/")] = hex.EncodeToString(sum[:])
	}
	if diff := cmp.Diff(said, held); diff != "" {
		t.Errorf("said against held:\n%s", diff)
	}
}

// strange are acts that only odd texts make.
var strange = map[string]string{
	"nothing":                  "",
	"a line":                   "Реч",
	"characters of no XML":     "Закон о \x01знацима\nЧлан 1.\nА\x02\x1f &amp; <б> \"в\" ]]> \ufffe\U0001f600\n",
	"two annexes and more":     "Закон о таксама\nЧлан 1.\nТекст.\nПРИЛОГ 1\nТаксе\n1) прва;\nПРИЛОГ 2\nЧлан 1.\nТекст прилога.\n",
	"an annex in the middle":   "Закон о таксама\nЧлан 1.\nТекст.\nПРИЛОГ\nТаксе.\nЧлан 2.\nТекст.\n",
	"an annex alone":           "ПРИЛОГ",
	"a preamble and no title":  "Текст који претходи.\nЧлан 1.\nТекст.\n",
	"notes and closing text":   "Члан 1.\nТаксе су:\n1) прва;\n2) друга\nи плаћају се унапред\n– одмах\nпа опет.\n*Службени гласник РС, број 4/2020\n",
	"a quoted provision":       "Члан 1.\nЧлан 5. мења се и гласи:\n„Члан 5.\nНови текст.”\nЧлан 2.\nКрај.\n",
	"numbers twice":            "Члан 1.\nТекст.\nЧлан 1.\nТекст.\nЧлан\nТекст.\n",
	"pages in a list":          "Члан 1.\nТаксе су, како је овде речено и како ће се даље рећи:\n1) прва;\n\n2\n\n2) друга;\n3) и трећа такса, која се плаћа онда када је\n\n3\n\nплаћена прва.\n",
	"a list of four levels":    "Члан 1.\nТаксе су:\n2) друге:\n(2) обе:\n(а) мале;\n– прва;\n-- друга;\n(б) велике.\n",
	"points before paragraphs": "Члан 1.\n1) прва;\n(1) потачка;\nа) слово;\n",
}

func TestAKNIsValid(t *testing.T) {
	documents := map[string][]byte{}
	work := act.Work{Bill: true, Date: "2026-11-23", Number: "011-00 \"5\"", Version: "2026-12-01", Author: "Министарство <културе>"}
	for file, src := range examples(t) {
		a, err := act.Parse(src, act.Options{Name: file})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, strings.TrimSuffix(file, filepath.Ext(file))+".akn", a.AKN(act.Work{}))
		documents[file] = a.AKN(act.Work{})
		documents[file+"-bill"] = a.AKN(work)
	}
	for name, src := range strange {
		documents[name] = parse(t, src).AKN(act.Work{})
	}
	validate(t, documents)
}

var (
	eIDs   = regexp.MustCompile(` eId="([^"]*)"`)
	naming = regexp.MustCompile(`^[a-z]+(_[A-Za-z0-9-]+)?(__[a-z]+(_[A-Za-z0-9-]+)?)*$`)
)

// checkNames holds a document to the naming convention, which the schema does not
// know: every eId once, every one made of the names of elements and numbers.
func checkNames(t *testing.T, name string, document []byte) {
	t.Helper()
	seen := map[string]bool{}
	for _, m := range eIDs.FindAllSubmatch(document, -1) {
		id := string(m[1])
		if seen[id] {
			t.Errorf("%s: the eId %s is given twice", name, id)
		}
		seen[id] = true
		if !naming.MatchString(id) {
			t.Errorf("%s: the eId %s is not of the naming convention", name, id)
		}
	}
	if len(seen) == 0 {
		t.Errorf("%s: no eId", name)
	}
}

func TestNamesInAKN(t *testing.T) {
	for file, src := range examples(t) {
		a, err := act.Parse(src, act.Options{Name: file})
		if err != nil {
			t.Fatal(err)
		}
		checkNames(t, file, a.AKN(act.Work{}))
	}
}

func TestTheIdentityInAKNOutlivesTheNumber(t *testing.T) {
	old := parse(t, "Члан 1.\nПрви.\nЧлан 2.\nДруги.\n")
	next := parse(t, "Члан 1.\nНови.\nЧлан 2.\nПрви.\nЧлан 3.\nДруги.\n")
	act.CarryWIDs(old, next, map[string]string{"art_2": "art_1", "art_3": "art_2"})
	if document := string(next.AKN(act.Work{})); !strings.Contains(document, `<article eId="art_3" wId="art_2">`) {
		t.Errorf("article 3, once 2, is not named so: %s", document)
	}
}

func TestTheWorkInAKN(t *testing.T) {
	a := parse(t, "Закон о читаоницама\nЧлан 1.\nТекст.\n")
	document := string(a.AKN(act.Work{Bill: true, Date: "2026-11-23", Number: "12/26", Version: "2026-12-01", Author: "Влада"}))
	for _, part := range []string{
		`<FRBRuri value="/akn/rs/bill/2026-11-23/12-26"/>`, `<FRBRthis value="/akn/rs/bill/2026-11-23/12-26/srp@2026-12-01/!main"/>`,
		`<FRBRdate date="2026-12-01"`, `<bill name="bill"`, `showAs="Влада"`, `<FRBRalias value="` + a.Hash + `"`,
	} {
		if !strings.Contains(document, part) {
			t.Errorf("%s is not in %s", part, document)
		}
	}
}

func TestAnAmendingActSaysInAKNWhatItAmends(t *testing.T) {
	a := parse(t, "Закон о изменама и допунама Закона о читаоницама\nЧлан 1.\nУ Закону о читаоницама („Службени гласник РС”, број 12/24), члан 5. мења се и гласи:\n„Члан 5.\nНови текст.”\n"+
		"Члан 2.\nУ члану 7. став 2. речи: „30 дана” замењују се речима: „20 дана”.\nЧлан 3.\nЧлан 9. брише се.\nЧлан 4.\nПрестаје да важи члан 5. Закона о књизи.\n")
	document := a.AKN(act.Work{})
	text := string(document)
	for _, part := range []string{
		`<activeRef eId="amended" href="/akn/rs/act/zakon-o-citaonicama" showAs="Закон о читаоницама"/>`,
		`<textualMod type="substitution" eId="amod_1">`, `<destination href="/akn/rs/act/zakon-o-citaonicama#art_5"/>`,
		`<source href="#art_2__para_1"/>`, `<destination href="/akn/rs/act/zakon-o-citaonicama#art_7__para_2"/>`,
		`<old><span xmlns="http://www.w3.org/1999/xhtml">30 дана</span></old>`, `<new><span xmlns="http://www.w3.org/1999/xhtml">20 дана</span></new>`,
		`<textualMod type="repeal" eId="amod_3">`, `<destination href="/akn/rs/act/zakon-o-citaonicama#art_9"/>`,
		`<destination href="/akn/rs/act/zakon-o-knjizi#art_5"/>`,
	} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is not in %s", part, text[strings.Index(text, "<analysis"):strings.Index(text, "</meta>")])
		}
	}
	for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(text, -1) {
		if !strings.Contains(text, ` eId="`+m[1]+`"`) {
			t.Errorf("#%s leads nowhere", m[1])
		}
	}
	sameAct(t, readXML(t, document), a)
	validate(t, map[string][]byte{"a": document})
}

func TestAKNTellsWhichSubparagraphAndOpeningIsAmended(t *testing.T) {
	a, err := act.Parse([]byte(fmt.Sprintf(unionBill, "In Article 5(1), the second sentence of the last subparagraph is deleted. In Article 6, the introductory wording is deleted.")), act.Options{Profile: "eu"})
	if err != nil {
		t.Fatal(err)
	}
	document := a.AKN(act.Work{})
	for _, part := range []string{`#art_5__para_1__subparagraph_last__sentence_2"/>`, `#art_6__intro"/>`} {
		if !strings.Contains(string(document), part) {
			t.Errorf("%s is not in %s", part, document)
		}
	}
	validate(t, map[string][]byte{"a": document})
}

func TestAKNTellsWhatPartOfAProvisionIsAmended(t *testing.T) {
	a := parse(t, "Закон о изменама и допунама Закона о читаоницама\nЧлан 1.\nНазив члана 5. мења се и гласи: „Рок”.\n"+
		"Члан 2.\nУ члану 7. став 2. после прве реченице додаје се реченица која гласи: „Рок тече.”\nЧлан 3.\nУ члану 8. последња реченица брише се.\n"+
		"Члан 4.\nУ члану 9. после речи: „рок” реч: „дан” замењује се речју: „сат”.\nЧлан 5.\nУ називу закона реч: „дан” брише се.\n")
	document := a.AKN(act.Work{})
	const base = `<destination href="/akn/rs/act/zakon-o-citaonicama#`
	for _, part := range []string{
		base + `art_5__heading"/>`, base + `art_7__para_2__sentence_1" pos="after"/>`, base + `art_8__sentence_last"/>`, base + `longtitle"/>`,
		base + `art_9"/>` + "\n" + `<old><span xmlns="http://www.w3.org/1999/xhtml" class="beside">рок</span><span xmlns="http://www.w3.org/1999/xhtml">дан</span></old>`,
	} {
		if text := string(document); !strings.Contains(text, part) {
			t.Errorf("%s is not in %s", part, text[strings.Index(text, "<analysis"):strings.Index(text, "</meta>")])
		}
	}
	validate(t, map[string][]byte{"a": document})
}

func TestRealLawsInAKNAreValid(t *testing.T) {
	documents := map[string][]byte{}
	for name, src := range laws(t) {
		a, err := act.Parse(src, act.Options{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		documents[name] = a.AKN(act.Work{})
		checkNames(t, name, documents[name])
	}
	validate(t, documents)
	t.Logf("%d laws", len(documents))
}
