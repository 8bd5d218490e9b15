package web

import (
	"fmt"
	"strconv"

	"github.com/rasprava/rasprava/internal/store"
)

// urgencyRow is a year with how many acts were adopted in it by an urgent procedure.
type urgencyRow struct {
	Year   string // without a separator
	Acts   int
	Urgent int
	Share  string
}

func (v *visit) urgencyRows(years []store.UrgencyYear) []urgencyRow {
	return each(years, func(y store.UrgencyYear) urgencyRow {
		return urgencyRow{Year: strconv.Itoa(y.Year), Acts: y.Acts, Urgent: y.Urgent, Share: v.say.Percent(float64(y.Urgent) / float64(y.Acts))}
	})
}

// urgencyTable is the same as a table; the first line names the columns.
func (s *Server) urgencyTable(v *visit) (reply, error) {
	years, err := s.store.Urgency(v.ctx())
	if err != nil {
		return reply{}, err
	}
	lines := [][]string{each([]string{"year", "acts", "urgent", "share"}, func(c string) string { return v.t("urgency." + c) })}
	for _, r := range v.urgencyRows(years) {
		lines = append(lines, []string{r.Year, strconv.Itoa(r.Acts), strconv.Itoa(r.Urgent), r.Share})
	}
	b, err := v.spreadsheet(lines)
	if err != nil {
		return reply{}, fmt.Errorf("write table of urgent acts: %w", err)
	}
	return raw("text/csv; charset=utf-8", b).with("Content-Disposition", `attachment; filename="hitni-postupci.csv"`).with("Content-Language", string(v.lang)), nil
}
