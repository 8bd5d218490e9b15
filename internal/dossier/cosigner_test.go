package dossier

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestOrganisationsAreNamedAsTheyCanBeAsked(t *testing.T) {
	good := func(n int) Cosigner {
		return Cosigner{RegisterNo: fmt.Sprint(91000000 + n), Name: fmt.Sprint("Удружење ", n), Email: fmt.Sprintf("u%d@primer.example", n)}
	}
	many := func(n int) []Cosigner {
		var all []Cosigner
		for i := range n {
			all = append(all, good(i))
		}
		return all
	}
	with := func(change func(c *Cosigner)) []Cosigner {
		all := many(2)
		change(&all[1])
		return all
	}
	for _, c := range []struct {
		name string
		of   []Cosigner
		want []string
	}{
		{"twenty", many(20), nil},
		{"one more", many(21), []string{"cosigners too_many_cosigners"}},
		{"the same twice", with(func(c *Cosigner) { c.RegisterNo = " 91000000 " }), []string{"cosigners[1].register_no cosigner_twice"}},
		{"no number", with(func(c *Cosigner) { c.RegisterNo = "12a" }), []string{"cosigners[1].register_no register_no_invalid"}},
		{"oneself", with(func(c *Cosigner) { c.RegisterNo = "91000099" }), []string{"cosigners[1].register_no cosigner_self"}},
		{"one's own address", with(func(c *Cosigner) { c.Email = "Ana@primer.example" }), []string{"cosigners[1].email cosigner_self"}},
		{"no address", with(func(c *Cosigner) { c.Email = "Ана <a@primer.example>" }), []string{"cosigners[1].email email_invalid"}},
		{"an address on two lines", with(func(c *Cosigner) { c.Email = "a@primer.example\r\nBcc: b@primer.example" }), []string{"cosigners[1].email email_invalid"}},
		{"a name that cannot be seen", with(func(c *Cosigner) { c.Name = "\u202e \t" }), []string{"cosigners[1].name name_missing"}},
		{"a name too long", with(func(c *Cosigner) { c.Name = strings.Repeat("ш", 301) }), []string{"cosigners[1].name text_too_long"}},
		{"a name that is no text", with(func(c *Cosigner) { c.Name = "a\xff" }), []string{"cosigners[1].name not_utf8"}},
		{"nothing", with(func(c *Cosigner) { *c = Cosigner{} }), []string{"cosigners[1].register_no register_no_invalid", "cosigners[1].name name_missing", "cosigners[1].email email_invalid"}},
	} {
		s := Submission{Comments: []NewComment{{Document: ActDocument, Kind: Remark, Body: "Први."}}}
		s.Author = Author{Kind: Organisation, Organisation: "91000099", Email: "ana@primer.example"}
		s.Cosigners = c.of
		var got []string
		if p, is := s.Check().(*Problem); is {
			for _, f := range p.Fields {
				got = append(got, f.Name+" "+string(f.Code))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
