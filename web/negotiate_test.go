package web

import (
	"testing"

	"github.com/rasprava/rasprava/internal/dossier"
)

func TestNegotiation(t *testing.T) {
	tests := map[string]struct {
		accept []string
		want   string
	}{
		"no header":                           {nil, formJSON},
		"an empty header":                     {[]string{""}, formJSON},
		"anything":                            {[]string{"*/*"}, formJSON},
		"one of them":                         {[]string{"text/plain"}, formText},
		"with parameters":                     {[]string{"text/html; charset=utf-8"}, formHTML},
		"a group":                             {[]string{"text/*"}, formHTML},
		"as a browser asks":                   {[]string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, formHTML},
		"by weight":                           {[]string{"text/html;q=0.1, text/plain;q=0.9"}, formText},
		"anything but one":                    {[]string{"*/*, application/json;q=0"}, formHTML},
		"the exact range counts over a group": {[]string{"text/*;q=0.9, text/html;q=0.1"}, formText},
		"two headers":                         {[]string{"image/png", "text/plain"}, formText},
		"capitals":                            {[]string{"TEXT/PLAIN"}, formText},
		"nonsense beside sense":               {[]string{";;;, text/plain"}, formText},
		"another form":                        {[]string{"application/akn+xml"}, ""},
		"nothing at all":                      {[]string{"*/*;q=0"}, ""},
		"a weight that is none":               {[]string{"text/plain;q=many"}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := negotiate(tt.accept, formJSON, formHTML, formText)
			if got != tt.want || (tt.want == "") != (dossier.CodeOf(err) == codeNotAcceptable && err != nil) {
				t.Errorf("%q: got %q, %v; want %q", tt.accept, got, err, tt.want)
			}
		})
	}
}
