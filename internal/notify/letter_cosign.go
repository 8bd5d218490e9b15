package notify

import "cmp"

// cosign composes what asks an organisation to sign a submission with its author.
func (w *writer) cosign() {
	w.Subject = w.say("mail.cosign_subject")
	w.text("mail.cosign_text", "title", w.title())
	w.asked()
	w.toSign()
}

// cosignAgain composes what tells an organisation that what it signed was corrected.
func (w *writer) cosignAgain() {
	w.Subject = w.say("mail.cosign_again_subject")
	w.text("mail.cosign_again_text", "title", w.title())
	w.asked()
	w.toSign()
}

// cosignOff composes what tells an organisation that what it signed, or was asked to
// sign, was taken back.
func (w *writer) cosignOff() {
	w.Subject = w.say("mail.cosign_off_subject")
	w.text("mail.cosign_off_text", "title", w.title())
	w.asked()
}

// toSign adds the link by which an organisation signs or declines, and until when.
func (w *writer) toSign() {
	w.link("mail.cosign_link", "/zajednicki-podnesak/"+w.mail.Token)
	w.text("mail.cosign_until", "due", w.FullDeadline(w.mail.Until))
	w.text("mail.not_you_cosign")
}

// asked adds who is asked to sign what, and by whom. The name of a person is not told,
// and that of the organisation that is asked is what somebody typed.
func (w *writer) asked() {
	asks := w.say("mail.cosign_by_person")
	if w.mail.Asks != "" {
		asks = w.Called(quoted(w.mail.Asks))
	}
	w.Blocks = append(w.Blocks, block{Facts: []fact{
		{w.say("mail.cosign_invited"), w.Called(cmp.Or(quoted(w.mail.Organisation), "–"))},
		{w.say("mail.cosign_asks"), asks},
		{w.say("mail.number"), w.mail.ReceiptNo},
		{w.say("mail.received"), w.DateTime(w.mail.ReceivedAt)},
	}})
}
