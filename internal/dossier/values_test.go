package dossier

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRef(t *testing.T) {
	for _, c := range []struct {
		ref  Ref
		want bool
	}{
		{"2026-0017", true}, {OrdinaryRef(2026, 17), true}, {OrdinaryRef(2026, 123456), true}, {RehearsalRef(), true},
		{"", false}, {"2026-17", false}, {"2026-0017/..", false}, {"proba-abc", false}, {"PROBA-aaaaaaaaaaaaaaaa", false}, {"2026-0017\n", false},
	} {
		if got := c.ref.Valid(); got != c.want {
			t.Errorf("%q valid: got %t, want %t", c.ref, got, c.want)
		}
	}
	if one, other := RehearsalRef(), RehearsalRef(); one == other {
		t.Error("two rehearsals have one link")
	}
}

func TestANumberIsReadAsPeopleWriteIt(t *testing.T) {
	for written, want := range map[string]Ref{
		"2026-0017": "2026-0017", "2026-17": "2026-0017", " 2026 17 ": "2026-0017", "2026/0017": "2026-0017", "2026 – 17": "2026-0017", "2026-000017": "2026-0017",
		"2026-123456": "2026-123456", "proba-aaaaaaaaaaaaaaaa": "proba-aaaaaaaaaaaaaaaa",
		"": "", "2026": "", "202617": "", "26-17": "", "2026-1234567": "", "2026-17 и још": "", "члан 2026 17": "", "2026-17\n2026-18": "",
	} {
		got, ok := ReadRef(written)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q, %t, want %q", written, got, ok, want)
		}
	}
}

func TestAnAnswerFitsItsComment(t *testing.T) {
	for _, c := range []struct {
		outcome AnswerOutcome
		kind    CommentKind
		want    bool
	}{
		{Accepted, Change, true}, {PartlyAccepted, Remark, true}, {NotAccepted, Support, true}, {Noted, Question, true},
		{Answered, Question, true}, {Answered, Change, false}, {Accepted, Question, false}, {"perhaps", Change, false},
	} {
		if got := c.outcome.ValidFor(c.kind); got != c.want {
			t.Errorf("%s for %s: got %t, want %t", c.outcome, c.kind, got, c.want)
		}
	}
}

func TestPackageHash(t *testing.T) {
	a := Document{Kind: "act", Position: 1, Name: "nacrt.txt", MediaType: "text/plain", SHA256: [32]byte{1}, Since: 1}
	b := Document{Kind: "annex", Position: 1, Name: "prilog.txt", MediaType: "text/plain", SHA256: [32]byte{2}, Since: 1}
	whole := PackageHash([]Document{a, b})
	if whole != PackageHash([]Document{b, a}) {
		t.Error("the order in which documents are given changes the hash")
	}
	for name, change := range map[string]func(*Document){
		"bytes": func(d *Document) { d.SHA256[31] = 9 }, "name": func(d *Document) { d.Name = "prilog\n.txt" },
		"kind": func(d *Document) { d.Kind = "comment_form" }, "position": func(d *Document) { d.Position = 2 },
	} {
		c := b
		change(&c)
		if PackageHash([]Document{a, c}) == whole {
			t.Errorf("another %s has the same hash", name)
		}
	}
	later := b
	later.Since = 2
	if PackageHash([]Document{a, later}) != whole {
		t.Error("the same bytes, confirmed later, have another hash")
	}
	fresh := a
	fresh.Since = 2
	if diff := cmp.Diff([]DocumentKind{"annex"}, Stale([]Document{fresh, b})); diff != "" {
		t.Errorf("stale documents: %s", diff)
	}
	if got := Stale([]Document{a, b}); got != nil {
		t.Errorf("nothing is stale in one version, got %v", got)
	}
}

func TestASubmissionNamesEveryFieldThatCannotBeTaken(t *testing.T) {
	good := func() Submission {
		return Submission{Author: Author{Kind: Citizen, Name: "Име"}, Lang: "sr-Cyrl",
			Comments: []NewComment{{Document: ActDocument, Kind: Remark, Body: "Примедба."}}}
	}
	if err := good().Check(); err != nil {
		t.Fatalf("a good submission: %v", err)
	}
	many := make([]NewComment, MaxComments+1)
	for i := range many {
		many[i] = good().Comments[0]
	}
	for _, c := range []struct {
		name   string
		change func(*Submission)
		field  string
		code   Code
	}{
		{"no kind of author", func(s *Submission) { s.Author.Kind = "" }, "author.kind", CodeAuthorKind},
		{"a name to be published that is not there", func(s *Submission) { s.Author.Name, s.Author.PublishName = " ", true }, "author.name", CodeNameRequired},
		{"a name of 201 letters", func(s *Submission) { s.Author.Name = strings.Repeat("ш", 201) }, "author.name", CodeBodyTooLong},
		{"an organisation without its number", func(s *Submission) { s.Author.Kind = Organisation }, "author.organisation", CodeOrganisation},
		{"no e-mail address", func(s *Submission) { s.Author.Email = "ovde" }, "author.email", CodeEmailInvalid},
		{"no comment", func(s *Submission) { s.Comments = nil }, "comments", CodeTooManyComments},
		{"201 comments", func(s *Submission) { s.Comments = many }, "comments", CodeTooManyComments},
		{"an empty comment", func(s *Submission) { s.Comments[0].Body = "\n" }, "comments[0].body", CodeBodyRequired},
		{"20,001 letters", func(s *Submission) { s.Comments[0].Body = strings.Repeat("ж", 20_001) }, "comments[0].body", CodeBodyTooLong},
		{"an unknown kind", func(s *Submission) { s.Comments[0].Kind = "praise" }, "comments[0].kind", CodeKindUnknown},
		{"an unknown document", func(s *Submission) { s.Comments[0].Document = "diary" }, "comments[0].document", CodeDocumentUnknown},
		{"bytes that are no text", func(s *Submission) { s.Comments[0].Body = "a\xff" }, "comments[0].body", CodeNotUTF8},
		{"a NUL", func(s *Submission) { s.Author.Name = "a\x00b" }, "author.name", CodeNUL},
		{"a body that nobody sees", func(s *Submission) { s.Comments[0].Body = "\u200b\u00a0\u3164" }, "comments[0].body", CodeBodyRequired},
		{"a name that nobody sees", func(s *Submission) { s.Author.Name, s.Author.PublishName = "\u200b", true }, "author.name", CodeNameRequired},
		{"a name of nobody to be published", func(s *Submission) {
			s.Author.Kind, s.Author.Name, s.Author.PublishName = Anonymous, "Петар", true
		}, "author.name", CodeNameUnwanted},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := good()
			c.change(&s)
			p, ok := s.Check().(*Problem)
			if !ok || len(p.Fields) != 1 || p.Fields[0].Name != c.field || p.Fields[0].Code != c.code {
				t.Errorf("got %v, want %s in %s", p, c.code, c.field)
			}
		})
	}
}

func FuzzSubmissionCheck(f *testing.F) {
	f.Add("citizen", "Име", "a@b.example", "remark", "act", "art_1", "Текст.")
	f.Fuzz(func(t *testing.T, kind, name, email, comment, document, provision, body string) {
		s := Submission{Author: Author{Kind: AuthorKind(kind), Name: name, Email: email},
			Comments: []NewComment{{Document: DocumentKind(document), Provision: provision, Kind: CommentKind(comment), Body: body}}}
		err := s.Check()
		if err == nil && (strings.TrimSpace(body) == "" || strings.ContainsRune(body, 0)) {
			t.Errorf("taken: %+v", s)
		}
	})
}

func TestARecordsHashChangesWithEveryField(t *testing.T) {
	base := Record{Dossier: "2026-0001", Seq: 1, At: "2026-11-23T10:00:00Z", Kind: "command", Stage: "notice", Name: "sign", Outcome: "approved", Package: "sha256:x"}
	seen := map[string]bool{base.Hash(): true}
	for _, change := range []func(*Record){
		func(r *Record) { r.Dossier = "2026-0002" }, func(r *Record) { r.Seq = 2 }, func(r *Record) { r.At = "2026-11-23T10:00:01Z" },
		func(r *Record) { r.Kind = "lapsed" }, func(r *Record) { r.Stage = "sign_off" }, func(r *Record) { r.Name = "return" },
		func(r *Record) { r.Outcome = "" }, func(r *Record) { r.Package = "" },
		func(r *Record) { r.Sealed = "sha256:y" },
	} {
		r := base
		change(&r)
		if seen[r.Hash()] {
			t.Errorf("%+v has a hash that another record has", r)
		}
		seen[r.Hash()] = true
	}
}
