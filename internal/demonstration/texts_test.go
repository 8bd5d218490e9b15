package demonstration

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// inPackages are the kinds of documents that a package may hold.
var inPackages = []string{"act", "explanatory_memorandum", "impact_assessment", "financial_statement", "eu_statement",
	"concordance_table", "basic_information", "starting_points", "public_call", "debate_programme", "comment_form", "annex",
	"amended_provisions_overview", "government_conclusion_proposal", "opinions_response", "bill_reasons"}

func TestEveryDocumentIsCleanText(t *testing.T) {
	for _, d := range Drafts() {
		if d.Title() == "" {
			t.Errorf("%s has no title", d)
		}
		for _, doc := range documents(d) {
			name := string(d) + "/" + doc.Kind
			if !slices.Contains(inPackages, doc.Kind) {
				t.Errorf("%s: no package holds this kind", name)
			}
			if doc.Version < 1 || len(doc.Text) == 0 || !utf8.Valid(doc.Text) {
				t.Errorf("%s: version %d, %d bytes, want text", name, doc.Version, len(doc.Text))
			}
			if bytes.ContainsAny(doc.Text, "\t\r\"") {
				t.Errorf("%s: a tab, a carriage return or a straight quote in legal text", name)
			}
			for i, line := range strings.Split(string(doc.Text), "\n") {
				if line != strings.TrimSpace(line) || strings.Contains(line, "  ") {
					t.Errorf("%s:%d: stray spaces in %q", name, i+1, line)
				}
			}
		}
	}
}

func TestAPackageHoldsTheLatestWordsOfEachDocument(t *testing.T) {
	versions := map[string][]int{}
	for v := 1; v <= GreenSpaces.Versions(); v++ {
		docs := GreenSpaces.Package(v)
		if docs[0].Kind != "act" || docs[0].Version != min(v, 3) {
			t.Errorf("version %d begins with %s of version %d, want its act", v, docs[0].Kind, docs[0].Version)
		}
		for _, doc := range docs {
			versions[doc.Kind] = append(versions[doc.Kind], doc.Version)
		}
	}
	for kind, want := range map[string][]int{
		"act":                    {1, 2, 3, 3},
		"explanatory_memorandum": {1, 2, 2, 2},
		"concordance_table":      {1, 2, 2, 2},
		"annex":                  {1, 1, 1, 1},
		"opinions_response":      {4},
	} {
		if diff := cmp.Diff(want, versions[kind]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
	if doc, ok := GreenSpaces.Document("opinions_response", 3); ok {
		t.Errorf("version 3 answers opinions that were not given yet: %+v", doc.Name)
	}
}

func TestEveryBodyPersonAndOrganisationIsKnownWhereItIsNamed(t *testing.T) {
	cast, err := LoadCast()
	if err != nil {
		t.Fatal(err)
	}
	bodies, organisations, emails := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, b := range cast.Bodies {
		bodies[b.Code] = true
	}
	for _, o := range cast.Organisations {
		organisations[o.RegisterNo] = true
	}
	for _, b := range cast.Bodies {
		if b.Successor != "" && (!bodies[b.Successor] || b.Until == "") {
			t.Errorf("%s has the successor %s, want one that exists and a last day", b.Code, b.Successor)
		}
		if (b.Until == "") != strings.HasSuffix(b.Contact, ".primer.example") {
			t.Errorf("%s, until %q, has the contact %q, want an invented one while it lasts", b.Code, b.Until, b.Contact)
		}
	}
	held := map[string]int{}
	for _, p := range cast.People {
		if emails[p.Email] || !strings.HasSuffix(p.Email, ".primer.example") || p.Function == "" {
			t.Errorf("%s: address %s must be new and invented, function %q", p.Name, p.Email, p.Function)
		}
		emails[p.Email] = true
		for _, a := range p.Appointments {
			if !bodies[a.Body] || a.From == "" {
				t.Errorf("%s: appointment %+v in no known body or without a first day", p.Name, a)
			}
			if a.Until == "" {
				held[a.Body+" "+string(a.Role)]++
			}
		}
		for _, m := range p.Mandates {
			if !organisations[m.Organisation] {
				t.Errorf("%s: mandate of the unknown organisation %s", p.Name, m.Organisation)
			}
		}
		if len(p.Appointments)+len(p.Mandates) == 0 {
			t.Errorf("%s takes no part", p.Name)
		}
	}
	for _, role := range []string{"MUEJP drafter", "MUEJP signer", "MDJU signer"} {
		if held[role] < 2 {
			t.Errorf("%s is held by %d people, want two", role, held[role])
		}
	}
	for _, role := range []string{"MDJU drafter", "RSZ opinion_giver", "MF opinion_giver", "RSJP opinion_giver", "MEI opinion_giver",
		"ODBOR secretary", "VLADA secretary", "NS secretary", "PR secretary", "GSV officer", "SG officer", "KSJ operator", "KSJ oversight"} {
		if held[role] == 0 {
			t.Errorf("nobody is %s", role)
		}
	}
}

func TestSubmissionsCanBeSentAndAnsweredAsTheyStand(t *testing.T) {
	cast, err := LoadCast()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, o := range cast.Organisations {
		names[o.RegisterNo] = o.Name
	}
	outcomes := map[string][]string{
		"change": {"accepted", "partly_accepted", "not_accepted", "noted"}, "remark": {"accepted", "partly_accepted", "not_accepted", "noted"},
		"support": {"accepted", "partly_accepted", "not_accepted", "noted"}, "question": {"answered", "noted"},
	}
	submissions, err := LoadSubmissions()
	if err != nil {
		t.Fatal(err)
	}
	comments := map[Draft]int{}
	citizens := map[string]bool{}
	for _, s := range submissions {
		switch s.Author.Kind {
		case "organisation":
			if names[s.Author.Organisation] != s.Author.Name {
				t.Errorf("%s is not the name of %s", s.Author.Name, s.Author.Organisation)
			}
		case "citizen":
			citizens[s.Author.Name] = true
		case "anonymous":
			if s.Author.Name+s.Author.Email != "" {
				t.Errorf("an anonymous author is named: %+v", s.Author)
			}
		default:
			t.Errorf("author %+v is of no kind", s.Author)
		}
		for _, c := range s.Comments {
			comments[s.Draft]++
			if c.Body == "" || c.Document == "" {
				t.Errorf("%s %s: no body or no document", s.Author.Name, c.Provision)
			}
			if (c.Kind == "change") != (c.ProposedText != "") {
				t.Errorf("%s %s: a proposed text stands with a change and with nothing else", s.Author.Name, c.Provision)
			}
			if (s.Draft == OpenData) != (c.Answer == nil) {
				t.Errorf("%s %s: answered %v", s.Author.Name, c.Provision, c.Answer != nil)
			}
			if _, ok := outcomes[c.Kind]; !ok {
				t.Errorf("%s %s: no kind %q", s.Author.Name, c.Provision, c.Kind)
			}
			if a := c.Answer; a != nil {
				if !slices.Contains(outcomes[c.Kind], a.Outcome) || a.Reasons == "" {
					t.Errorf("%s %s: a %s is not answered by %q with reasons %q", s.Author.Name, c.Provision, c.Kind, a.Outcome, a.Reasons)
				}
				if changed := a.Outcome == "accepted" || a.Outcome == "partly_accepted"; changed != (a.Change != nil) {
					t.Errorf("%s %s: %s, change %v", s.Author.Name, c.Provision, a.Outcome, a.Change)
				}
			}
		}
	}
	if comments[GreenSpaces]+comments[OpenData] < 18 || comments[OpenData] == 0 || comments[GreenValue] == 0 || len(names) < 4 || len(citizens) < 8 {
		t.Errorf("got comments %v from %d organisations and %d citizens", comments, len(names), len(citizens))
	}
}
