package web

import (
	"strings"

	"github.com/rasprava/rasprava/internal/store"
)

// contestNote says of a comment that a report has as set aside how it stood with a
// contest of that when the report was published, or what was decided on it since; empty:
// there is nothing to say.
func (v *visit) contestNote(l store.ReportLine, c store.CommentView) string {
	switch {
	case l.ContestUntil == nil && !l.Contested:
		return ""
	case c.Verdict != "":
		return v.t("contest.report_settled", "day", v.say.DateOf(*c.SettledAt), "verdict", v.t("aside.state."+c.Verdict)) + " " + strings.TrimSpace(c.VerdictReasons)
	case l.Contested || c.ContestedAt != nil:
		return v.t("contest.report_pending")
	}
	return v.t("contest.report_until", "due", v.say.Deadline(*l.ContestUntil))
}
