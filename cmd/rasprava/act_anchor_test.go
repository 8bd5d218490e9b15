package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQuotesAreCarriedFromOneFileToTheNext(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		err := os.WriteFile(path, []byte(text), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	old := write("old.txt", "Члан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nОрган одлучује у року од 30 дана.\n")
	new := write("new.txt", "Члан 1.\nОвим законом уређују се пробе.\n\nЧлан 2.\nПојмови имају следеће значење.\n\nЧлан 3.\nОрган одлучује у року од 20 дана.\n")
	quote := `{"id":"c1","provision":"art_2__para_1","exact":"у року од 30 дана"}`
	answer := `{"id":"c1","state":"edited","provision":"art_3__para_1","exact":"у року од 20 дана","score":0.67,"start":15,"end":32,"method":"words"}`
	tests := []struct {
		name, quotes, stdin string
		status              int
		out, err            string
	}{
		{"a quote from a file", write("quotes.jsonl", quote+"\n"), "", 0, answer + "\n", ""},
		{"a quote from standard input", "-", quote, 0, answer + "\n", ""},
		{"a comment on a whole provision among quotes", "-", `{"id":"c0","provision":"art_1","exact":""}` + "\n" + quote, 0,
			`{"id":"c0","state":"kept","provision":"art_1","exact":"","score":1,"start":0,"end":0,"method":"identity"}` + "\n" + answer + "\n", ""},
		{"no quotes", "-", "", 0, "", ""},
		{"a bad line behind a good one, and nothing is written", "-", quote + "\nnot a quote\n", 2, "", "rasprava: read -: line 2: not a quote"},
		{"no such file", filepath.Join(dir, "none"), "", 2, "", "rasprava: open "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			status := run(context.Background(), []string{"act", "anchor", old, new, "--quotes", tt.quotes}, &stdio{in: strings.NewReader(tt.stdin), out: &out, err: &errs})
			if status != tt.status || !strings.HasPrefix(errs.String(), tt.err) || tt.err == "" && errs.Len() > 0 {
				t.Errorf("status %d, %q; want %d, %q", status, errs.String(), tt.status, tt.err)
			}
			if d := cmp.Diff(tt.out, out.String()); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
