package main

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/rasprava/rasprava/internal/audit"
)

// tell prints the verdict in one sentence, what is wrong, and the facts.
func tell(out io.Writer, res *audit.Result, o audit.Options) error {
	size := res.Checkpoint.Head.Size
	if res.Wrong == 0 {
		fmt.Fprintf(out, "The log is sound: %d leaves lead to the signed root, and every comment of a round that was reported on has its record.%s\n", size, yetToCome(res))
	} else {
		fmt.Fprintf(out, "The log is not sound: %s.\n", plural(int(res.Wrong), "fault"))
		for _, f := range res.Faults {
			fmt.Fprintf(out, "  %s\n", f)
		}
		if left := res.Wrong - int64(len(res.Faults)); left > 0 {
			fmt.Fprintf(out, "  and %d more\n", left)
		}
	}
	for _, u := range res.Unreported {
		fmt.Fprintf(out, "  %s\n", whatIsToCome(u))
	}
	var sum audit.Round
	var closed, reported int
	for _, r := range res.Rounds {
		sum.Comments, sum.Answered, sum.Withdrawn = sum.Comments+r.Comments, sum.Answered+r.Answered, sum.Withdrawn+r.Withdrawn
		sum.SetAside, sum.Erased, sum.Waiting = sum.SetAside+r.SetAside, sum.Erased+r.Erased, sum.Waiting+r.Waiting
		sum.Submissions += r.Submissions
		if r.Closed {
			closed++
		}
		if r.Reported {
			reported++
		}
	}
	facts := []struct{ name, value string }{
		{"log", res.Checkpoint.Origin},
		{"leaves", fmt.Sprint(size)},
		{"root", res.Checkpoint.Head.Root.String()},
		{"signed by", res.KeyID},
		{"rounds", fmt.Sprintf("%d, of which closed %d, reported on %d", len(res.Rounds), closed, reported)},
		{"reports", fmt.Sprintf("%d published and compared", res.Reports)},
		{"submissions", fmt.Sprint(sum.Submissions)},
		{"comments", fmt.Sprintf("%d: answered %d, withdrawn %d, set aside %d, erased %d, waiting %d", sum.Comments, sum.Answered, sum.Withdrawn,
			sum.SetAside, sum.Erased, sum.Waiting)},
	}
	switch {
	case o.Seen == nil:
		facts = slices.Insert(facts, 4, struct{ name, value string }{"seen before", "no: whether it was rewritten cannot be told"})
	case res.TreeHolds:
		facts = slices.Insert(facts, 4, struct{ name, value string }{"seen before", fmt.Sprintf("%d leaves, which are still the same", o.Seen.Head.Size)})
	default:
		facts = slices.Insert(facts, 4, struct{ name, value string }{"seen before", fmt.Sprintf("%d leaves, root %s", o.Seen.Head.Size, o.Seen.Head.Root)})
	}
	for _, w := range res.Witnessed {
		facts = append(facts, struct{ name, value string }{"witnessed by", w})
	}
	for _, n := range res.Restored {
		facts = append(facts, struct{ name, value string }{"restored", fmt.Sprintf("leaf %d says that the log went on from a backup, and gave up a longer tree", n)})
	}
	for _, f := range facts {
		if f.value != "" {
			fmt.Fprintf(out, "%-13s %s\n", f.name+":", f.value)
		}
	}
	if res.Wrong > 0 {
		return errAnswerNo
	}
	return nil
}

// yetToCome says of how many rounds the log does not say everything yet.
func yetToCome(res *audit.Result) string {
	if len(res.Unreported) == 0 {
		return ""
	}
	var waiting int64
	for _, u := range res.Unreported {
		waiting += u.Waiting
	}
	are := "are over and not closed for good or not reported on"
	if len(res.Unreported) == 1 {
		are = "is over and not closed for good or not reported on"
	}
	return fmt.Sprintf(" It does not say everything yet: %s %s, and there %s.", plural(len(res.Unreported), "round"), are, without(waiting))
}

// whatIsToCome says of one round what the log does not say yet.
func whatIsToCome(u audit.Unreported) string {
	what := "its closing, leaf %d, is provisional since %s"
	switch {
	case u.Closed:
		what = "closed for good with leaf %d on %s, and not reported on"
	case u.Reported:
		what = "reported on, and its closing, leaf %d, is provisional since %s"
	}
	days := int(u.For / (24 * time.Hour))
	return fmt.Sprintf("round %s of %s: "+what+", %s before the newest leaf; %s", u.ID, u.Dossier, u.Leaf, u.Since.UTC().Format(time.DateOnly), plural(days, "day"), without(u.Waiting))
}

func without(waiting int64) string {
	switch waiting {
	case 0:
		return "every comment has its record"
	case 1:
		return "1 comment has no record of what became of it"
	}
	return fmt.Sprintf("%d comments have no record of what became of them", waiting)
}
