package notify

import (
	"strconv"

	"github.com/rasprava/rasprava/internal/calendar"
	"github.com/rasprava/rasprava/internal/locale"
	"github.com/rasprava/rasprava/internal/store"
)

// named returns a name of the record in the language of the letter.
func (w *writer) named(t store.Title) string {
	if w.letter.Lang == locale.En && t.En != "" {
		return t.En
	}
	return w.Serbian(t.Sr)
}

func (w *writer) number() string { return strconv.Itoa(w.mail.Number) }

// toReceipt leads to the page that says what became of each comment.
func (w *writer) toReceipt() { w.link("mail.receipt_link", "/potvrde/"+w.mail.ReceiptNo) }

// toDossier leads to the page of the dossier.
func (w *writer) toDossier() { w.link("mail.dossier_link", "/predmeti/"+string(w.mail.Ref)) }

// toComment leads to the comment.
func (w *writer) toComment() {
	w.link("mail.comment_link", "/predmeti/"+string(w.mail.Ref)+"/komentari/"+w.number()+"?krug="+strconv.Itoa(w.mail.Round))
}

// ground adds on what ground it was done, and the number of the receipt.
func (w *writer) ground(list string) {
	w.Blocks = append(w.Blocks, block{Facts: []fact{{w.say("aside.ground"), w.Name(list, w.mail.Ground)}, {w.say("mail.number"), w.mail.ReceiptNo}}})
}

// setAside tells an author that a comment is set aside, and how to contest that.
func (w *writer) setAside() {
	w.Subject = w.say("mail.set_aside_subject", "number", w.number())
	w.text("mail.set_aside_text", "number", w.number(), "title", w.title())
	w.ground("aside_ground")
	w.text("mail.set_aside_contest", "due", w.FullDeadline(w.mail.Until))
	w.toReceipt()
}

// contestSettled tells an author what was decided on what they say against that.
func (w *writer) contestSettled() {
	w.Subject = w.say("mail.contest_subject", "number", w.number())
	w.text("mail.contest_"+w.mail.Decided, "number", w.number(), "title", w.title())
	w.text("mail.contest_reasons")
	w.toReceipt()
}

// nameTaken tells whoever sent a comment that its name is not shown any more.
func (w *writer) nameTaken() {
	w.Subject = w.say("mail.name_subject", "number", w.number())
	w.text("mail.name_text", "number", w.number(), "title", w.title())
	w.text("mail.name_stays")
	w.toReceipt()
}

// claimSettled tells whoever said that they did not write a comment what was decided.
func (w *writer) claimSettled() {
	w.Subject = w.say("mail.claim_subject", "number", w.number())
	w.text("mail.claim_"+w.mail.Decided, "number", w.number(), "title", w.title())
	w.toComment()
	w.text("mail.claim_why")
}

// redacted tells an author that a part of a comment is covered.
func (w *writer) redacted() {
	w.Subject = w.say("mail.redacted_subject", "number", w.number())
	w.text("mail.redacted_text", "number", w.number(), "title", w.title())
	w.ground("redaction_ground")
	w.text("mail.redacted_means")
	w.toReceipt()
}

// erased tells an author that what they sent is erased. Nothing is left that could be
// told later, so there is nothing to stop.
func (w *writer) erased() {
	w.Subject = w.say("mail.erased_subject")
	w.text("mail.erased_text", "title", w.title(), "number", w.mail.ReceiptNo)
	w.text("mail.erased_means")
	w.toReceipt()
}

// answered tells an author that the report with the answers is published.
func (w *writer) answered() {
	w.Subject = w.say("mail.answered_subject")
	w.text("mail.answered_text", "title", w.title())
	w.Blocks = append(w.Blocks, block{Facts: []fact{{w.say("mail.number"), w.mail.ReceiptNo}}})
	w.toReceipt()
	w.link("mail.report_link", "/predmeti/"+string(w.mail.Ref)+"/izvestaji/"+strconv.Itoa(w.mail.Round))
}

// decided tells an author what a body decided.
func (w *writer) decided() {
	w.Subject = w.say("mail.decided_subject", "body", w.named(w.mail.Body))
	w.text("mail.decided_text", "title", w.title())
	facts := []fact{{w.say("mail.decided_body"), w.named(w.mail.Body)}}
	if w.mail.Stage.Sr != "" {
		facts = append(facts, fact{w.say("mail.decided_stage"), w.named(w.mail.Stage)}, fact{w.say("mail.decided_outcome"), w.named(w.mail.Outcome)})
	}
	if d, err := calendar.ParseDate(w.mail.Date); err == nil {
		facts = append(facts, fact{w.say("mail.decided_on"), w.Date(d.Year, d.Month, d.Day)})
	}
	w.Blocks = append(w.Blocks, block{Facts: facts})
	w.toDossier()
}

// ended tells an author how the procedure ended.
func (w *writer) ended() {
	w.Subject = w.say("mail.ended_subject")
	w.text("mail.ended_"+w.mail.Decided, "title", w.title())
	w.toDossier()
}

// declarationDue reminds somebody that the closing of a round waits for a declaration.
func (w *writer) declarationDue() {
	w.Subject = w.say("mail.declaration_subject")
	w.text("mail.declaration_text", "title", w.title())
	w.link("mail.declaration_link", "/predmeti/"+string(w.mail.Ref)+"/dopisi/sve-uneto")
	w.text("mail.reminder_why")
	w.link("mail.reminder_account", "/nalog")
}

// requestsWait tells somebody that requests about comments wait for their decision, and
// how many: nothing of what they are about.
func (w *writer) requestsWait() {
	w.Subject = w.say("mail.requests_subject")
	w.text("mail.requests_text", "title", w.title())
	for _, waits := range []struct {
		id    string
		count int
		path  string
	}{
		{"protecting.to_decide", w.mail.Requests.Protect, "/zastita"}, {"claim.to_decide", w.mail.Requests.Claims, "/osporena-imena"},
		{"aside.to_decide", w.mail.Requests.Asides, "/izuzimanje"}, {"aside.to_settle", w.mail.Requests.Contests, "/izuzimanje?stanje=prigovori"},
		{"aside.to_answer", w.mail.Requests.Returned, "/odgovori"},
	} {
		if waits.count > 0 {
			w.Blocks = append(w.Blocks, block{Link: hyperlink{w.Plural(waits.id, waits.count, nil), w.site + "/predmeti/" + string(w.mail.Ref) + waits.path}})
		}
	}
	w.text("mail.requests_why")
	w.link("mail.reminder_account", "/nalog")
}
