package web

// erasingPage asks the author of a submission whether it is to be erased.
type erasingPage struct {
	form
	No   string
	File string // address of the receipt file
	Sure field
}

var erasingTemplate = templateFor[erasingPage]("erasing")

func (s *Server) erasingForm(v *visit) (reply, error) {
	own, err := s.revisableBySecret(v)
	if err != nil {
		return reply{}, err
	}
	return v.showErasing(own, v.carried())
}

func (v *visit) showErasing(own revisable, f form) (reply, error) {
	if own.ErasedAt != nil {
		return v.to("/potvrde/"+own.ReceiptNo, ""), nil
	}
	p := erasingPage{form: f, No: own.ReceiptNo, File: v.href("/potvrde/" + own.ReceiptNo + "/datoteka"), Sure: f.box("sigurno", v.t("erasing.sure"), "")}
	page, err := erasingTemplate.show(v, v.revisingHead(own, v.t("erasing.ask"), f), p)
	return page.with("Cache-Control", "private, no-store"), err
}

func (s *Server) takeErasure(v *visit) (reply, error) {
	return s.revise(v, s.revisableBySecret, func(own revisable, f *form) error {
		if f.value("sigurno") == "" {
			f.add("sigurno", v.t("erasing.sure_missing"))
			return nil
		}
		return s.store.EraseOwn(v.ctx(), own.ReceiptNo, own.secret)
	}, v.showErasing, "erasing.done")
}
