package web

import (
	"net/http"
	"net/url"
	"testing"
)

func TestAnAuthorCorrectsWhatOfficersCovered(t *testing.T) {
	s := newSite(t)
	m := newMinistry(s, "MPROBA")
	m.debates("MPROBA")
	u := s.visitor()
	at := "/sr-Cyrl/predmeti/" + m.ref + "/komentar"
	preview := string(u.asks("POST", at, filledForm(t, u.gets(at), "preview", map[string]string{"kind": "remark", "body": "Рок је предуг. Зовите комшију на 011 1234 567.", "author.kind": "anonymous"})).want(http.StatusOK).body)
	receipt := u.asks("POST", at, filledForm(t, preview, "send", nil)).want(http.StatusSeeOther).header.Get("Location")
	one := "/sr-Cyrl/predmeti/" + m.ref + "/komentari/1"
	drafter, signer := m.officers()
	hides(t, u.gets(receipt+"/ispravka"), "Део овог коментара је уклоњен")
	drafter.asks("POST", one+"/zastita?krug=1", url.Values{"radnja": {"uklanjanje"}, "body": {"011 1234 567"}, "ground": {"personal_data"}}).want(http.StatusSeeOther)
	signer.asks("POST", one+"/zastita?krug=1", confirming(signer, one+"/zastita?krug=1")).want(http.StatusSeeOther)

	form := u.gets(receipt + "/ispravka")
	shows(t, form, "Део овог коментара је уклоњен.", "комшију на █ уклоњено (лични подаци другог лица).</textarea>")
	hides(t, form, "1234 567")
	corrects := func(key, body string, status int) string {
		t.Helper()
		return string(u.asks("POST", receipt+"/ispravka", url.Values{"key": {key}, "comments[0].body": {body}}).want(status).body)
	}
	wrong := corrects("1", "Рок је прекратак. Зовите на █ уклоњено (лични подаци другог лица).", http.StatusUnprocessableEntity)
	shows(t, wrong, `href="#f-comments-0--body"`, "„█ уклоњено (лични подаци другог лица)” стоји уместо речи које су уклоњене.", "Рок је прекратак. Зовите на █ уклоњено (лични подаци другог лица).</textarea>")
	corrects("2", "Рок је прекратак.", http.StatusSeeOther)
	own, others := u.gets(receipt), s.visitor().gets(one)
	shows(t, own, "Рок је прекратак.", "Рок је предуг. Зовите комшију на █ уклоњено (лични подаци другог лица).", "Исправљен је текст.")
	shows(t, others, "Рок је прекратак.")
	for _, page := range []string{own, others, s.visitor().gets(receipt)} {
		hides(t, page, "1234 567")
	}
	hides(t, others, "█", "предуг")
	shows(t, drafter.gets(one+"/zastita?krug=1"), "Односи се на ранију верзију: коментар је у међувремену исправљен.")

	corrects("3", "Рок је прекратак. Ипак зовите на 011 1234 567.", http.StatusSeeOther)
	own, others = u.gets(receipt), s.visitor().gets(one)
	for _, page := range []string{own, others} {
		shows(t, page, "Ипак зовите на █ уклоњено (лични подаци другог лица).", "Уклоњено: речи из текста коментара.")
		hides(t, page, "1234 567")
	}
	hides(t, drafter.gets(one+"/zastita?krug=1"), "Односи се на ранију верзију")
}
