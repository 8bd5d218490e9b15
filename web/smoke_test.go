package web

import "testing"

func TestSmoke(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	round := m.consults("MPROBA")
	t.Log(round)
	r := s.public().do("POST", "/api/v1/rounds/"+round+"/submissions", letter("x"), "Idempotency-Key", "a").want(201)
	t.Log(string(r.body))
	t.Log(string(s.public().do("GET", m.path(""), nil).want(200).body))
}
