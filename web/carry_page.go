package web

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/rasprava/rasprava/internal/dossier"
)

var carryPages = []page{
	post(carryPath, dossier.ReadPublic, (*Server).carryOver),
}

// carryPath is where what somebody typed is sent to be shown in another language.
const carryPath = "/prenos"

// carryForm is the form of a page's frame that holds what was typed.
const carryForm = "carried"

type carriedKey struct{}

// carryOver shows a page that can be got, in the language of this address, with
// what was typed into it in another one. Nothing is done: the page is asked for
// as by a link.
func (s *Server) carryOver(v *visit) (reply, error) {
	f, err := v.readForm()
	if err != nil {
		return reply{}, err
	}
	to := back(f.value("put"), "/")
	at, err := url.Parse(v.href(to))
	if err != nil || strings.HasPrefix(to, carryPath) {
		at = &url.URL{Path: v.href("/")}
	}
	f.Values.Del("put")
	r := v.Request.Clone(context.WithValue(v.ctx(), carriedKey{}, f.Values))
	r.Method, r.URL, r.RequestURI, r.Body, r.ContentLength = http.MethodGet, at, at.RequestURI(), http.NoBody, 0
	r.Form, r.PostForm, r.MultipartForm = nil, nil, nil
	r.Header.Del("Content-Type")
	return reply{instead: r}, nil
}

// carried returns the form that a page begins with: what was typed into it in
// another language, or nothing.
func (v *visit) carried() form {
	values, _ := v.ctx().Value(carriedKey{}).(url.Values)
	return form{Values: values}
}

// pressed are the names of buttons: which one was pressed is no part of what was
// typed.
var pressed = []string{"radnja", "korak"}

// carries returns the fields that go with the visitor into another language: all
// that they typed but passwords.
func (v *visit) carries() []kept {
	sent := v.sent
	if sent == nil {
		sent = v.carried().Values
	}
	var all []kept
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		if strings.HasPrefix(name, "password") || slices.Contains(pressed, name) {
			continue
		}
		for _, value := range sent[name] {
			all = append(all, kept{name, value})
		}
	}
	return all
}
