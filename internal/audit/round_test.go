package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rasprava/rasprava/internal/ledger"
)

const (
	submitted = ledger.SubmissionReceived
	closedFor = ledger.RoundClosed
)

func TestEveryCommentOfAReportedRoundHasOneRecord(t *testing.T) {
	one, one2 := received(submitted, "r-1", "s-1", 1), received(submitted, "r-1", "s-2", 1)
	held1, confirmed1 := received(ledger.SubmissionHeld, "r-1", "s-1", 2), ledger.Leaf{Kind: ledger.Confirmed, Round: "r-1", Submission: "s-1"}
	unconfirmed := func(submissions, comments, held int64) ledger.Leaf {
		l := ended(closedFor, submissions, comments)
		l.Counts["unconfirmed"] = held
		return l
	}
	tests := []struct {
		name   string
		leaves []ledger.Leaf // behind the opening of the round, which is leaf 0
		code   Code          // empty: nothing is wrong
		leaf   int64
	}{
		{"an answer", []ledger.Leaf{one, ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), reported(1, 1)}, "", 0},
		{"an answer that is revised", []ledger.Leaf{one, ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), reported(1, 1),
			record1(ledger.Answered, "r-1", "s-1", 1)}, "", 0},
		{"an answer after the report", []ledger.Leaf{one, ended(closedFor, 1, 1), reported(1, 0), record1(ledger.Answered, "r-1", "s-1", 1)}, "", 0},
		{"none", []ledger.Leaf{one, ended(closedFor, 1, 1), reported(1, 0)}, Unanswered, 1},
		{"none yet", []ledger.Leaf{one, ended(closedFor, 1, 1)}, "", 0},
		{"one of two", []ledger.Leaf{received(submitted, "r-1", "s-1", 2), ended(closedFor, 1, 2), record1(ledger.Answered, "r-1", "s-1", 2), reported(2, 1)}, Unanswered, 1},
		{"withdrawn", []ledger.Leaf{one, record1(ledger.Withdrawn, "r-1", "s-1", 1), ended(closedFor, 1, 1), reported(1, 0)}, "", 0},
		{"withdrawn as a whole", []ledger.Leaf{received(submitted, "r-1", "s-1", 3), record1(ledger.Withdrawn, "r-1", "s-1", 0), ended(closedFor, 1, 3), reported(3, 0)}, "", 0},
		{"withdrawn after an early answer", []ledger.Leaf{one, record1(ledger.Answered, "r-1", "s-1", 1), record1(ledger.Withdrawn, "r-1", "s-1", 1),
			ended(closedFor, 1, 1), reported(1, 0)}, "", 0},
		{"withdrawn after the closing", []ledger.Leaf{one, ended(closedFor, 1, 1), record1(ledger.Withdrawn, "r-1", "s-1", 1)}, BadRecord, 3},
		{"withdrawn after the provisional closing", []ledger.Leaf{one, ended(ledger.RoundEnded, 1, 1), record1(ledger.Withdrawn, "r-1", "s-1", 1), ended(closedFor, 1, 1), reported(1, 0)}, BadRecord, 3},
		{"withdrawn as a whole after the provisional closing", []ledger.Leaf{one, ended(ledger.RoundEnded, 1, 1), record1(ledger.Withdrawn, "r-1", "s-1", 0), ended(closedFor, 1, 1), reported(1, 0)}, BadRecord, 3},
		{"withdrawn, and an entry corrected after the provisional closing", []ledger.Leaf{received(ledger.LateEntry, "r-1", "s-1", 2), record1(ledger.Withdrawn, "r-1", "s-1", 1), ended(ledger.RoundEnded, 1, 2),
			received(ledger.Corrected, "r-1", "s-1", 2), record1(ledger.Withdrawn, "r-1", "s-1", 1), ended(closedFor, 1, 2), record1(ledger.Answered, "r-1", "s-1", 2), reported(2, 1)}, "", 0},
		{"withdrawn beside what stays withdrawn over a correction", []ledger.Leaf{received(ledger.LateEntry, "r-1", "s-1", 2), record1(ledger.Withdrawn, "r-1", "s-1", 1), ended(ledger.RoundEnded, 1, 2),
			received(ledger.Corrected, "r-1", "s-1", 2), record1(ledger.Withdrawn, "r-1", "s-1", 2), ended(closedFor, 1, 2), reported(2, 0)}, BadRecord, 5},
		{"set aside", []ledger.Leaf{one, ended(closedFor, 1, 1), record1(ledger.SetAside, "r-1", "s-1", 1), reported(1, 0)}, "", 0},
		{"set aside without a ground", []ledger.Leaf{one, {Kind: ledger.SetAside, Round: "r-1", Submission: "s-1", Seq: 1}}, BadRecord, 2},
		{"set aside and considered after all", []ledger.Leaf{one, record1(ledger.SetAside, "r-1", "s-1", 1), record1(ledger.Reinstated, "r-1", "s-1", 1),
			ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), reported(1, 1)}, "", 0},
		{"considered after all and left", []ledger.Leaf{one, record1(ledger.SetAside, "r-1", "s-1", 1), record1(ledger.Reinstated, "r-1", "s-1", 1),
			ended(closedFor, 1, 1), reported(1, 0)}, Unanswered, 1},
		{"considered after all without having been set aside", []ledger.Leaf{one, record1(ledger.Reinstated, "r-1", "s-1", 1)}, BadRecord, 2},
		{"erased", []ledger.Leaf{one, ended(closedFor, 1, 1), record1(ledger.Erased, "r-1", "s-1", 1), reported(1, 0)}, "", 0},
		{"erased after its answer", []ledger.Leaf{one, ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), record1(ledger.Erased, "r-1", "s-1", 1), reported(1, 1)}, "", 0},
		{"erased as a whole, one of it before", []ledger.Leaf{received(submitted, "r-1", "s-1", 2), record1(ledger.Erased, "r-1", "s-1", 2),
			record1(ledger.Erased, "r-1", "s-1", 0), ended(closedFor, 1, 2), reported(2, 0)}, "", 0},
		{"erased twice", []ledger.Leaf{one, record1(ledger.Erased, "r-1", "s-1", 1), record1(ledger.Erased, "r-1", "s-1", 1)}, BadRecord, 3},
		{"set aside and answered", []ledger.Leaf{one, record1(ledger.SetAside, "r-1", "s-1", 1), record1(ledger.Answered, "r-1", "s-1", 1)}, BadRecord, 3},
		{"answered and set aside", []ledger.Leaf{one, record1(ledger.Answered, "r-1", "s-1", 1), record1(ledger.SetAside, "r-1", "s-1", 1)}, BadRecord, 3},
		{"withdrawn and answered", []ledger.Leaf{one, record1(ledger.Withdrawn, "r-1", "s-1", 1), record1(ledger.Answered, "r-1", "s-1", 1)}, BadRecord, 3},
		{"erased and answered", []ledger.Leaf{one, record1(ledger.Erased, "r-1", "s-1", 1), record1(ledger.Answered, "r-1", "s-1", 1)}, BadRecord, 3},
		{"an answer to no submission", []ledger.Leaf{record1(ledger.Answered, "r-1", "s-9", 1)}, BadRecord, 1},
		{"an answer to no comment", []ledger.Leaf{one, record1(ledger.Answered, "r-1", "s-1", 2)}, BadRecord, 2},
		{"an answer to comment 0", []ledger.Leaf{one, record1(ledger.Answered, "r-1", "s-1", 0)}, BadRecord, 2},
		{"an answer in another round", []ledger.Leaf{one, opened("r-2"), record1(ledger.Answered, "r-2", "s-1", 1)}, BadRecord, 3},
		{"a redaction", []ledger.Leaf{one, record1(ledger.Redacted, "r-1", "s-1", 1), record1(ledger.Redacted, "r-1", "s-1", 1)}, "", 0},
		{"a redaction that is lifted", []ledger.Leaf{one, record1(ledger.Redacted, "r-1", "s-1", 1), record1(ledger.RedactionLifted, "r-1", "s-1", 1)}, "", 0},
		{"a redaction of nothing that is lifted", []ledger.Leaf{one, record1(ledger.RedactionLifted, "r-1", "s-1", 2)}, BadRecord, 2},
		{"a redaction of nothing", []ledger.Leaf{one, record1(ledger.Redacted, "r-1", "s-1", 2)}, BadRecord, 2},

		{"corrected", []ledger.Leaf{received(submitted, "r-1", "s-1", 2), received(ledger.Corrected, "r-1", "s-1", 2), ended(closedFor, 1, 2),
			record1(ledger.Answered, "r-1", "s-1", 1), record1(ledger.Answered, "r-1", "s-1", 2), reported(2, 2)}, "", 0},
		{"corrected after an early answer", []ledger.Leaf{one, record1(ledger.Answered, "r-1", "s-1", 1), received(ledger.Corrected, "r-1", "s-1", 1),
			ended(closedFor, 1, 1), reported(1, 0)}, Unanswered, 3},
		{"corrected to fewer comments", []ledger.Leaf{received(submitted, "r-1", "s-1", 3), received(ledger.Corrected, "r-1", "s-1", 1), ended(closedFor, 1, 1)}, BadRecord, 2},
		{"corrected to more comments", []ledger.Leaf{one, received(ledger.Corrected, "r-1", "s-1", 2), ended(closedFor, 1, 2)}, BadRecord, 2},
		{"corrected to fewer after the end, and late entries make up for it", []ledger.Leaf{received(submitted, "r-1", "s-1", 3), ended(ledger.RoundEnded, 1, 3),
			received(ledger.Corrected, "r-1", "s-1", 1), received(ledger.LateEntry, "r-1", "s-2", 2), ended(closedFor, 2, 3)}, BadRecord, 3},
		{"withdrawn, corrected and withdrawn as before", []ledger.Leaf{received(submitted, "r-1", "s-1", 2), record1(ledger.Withdrawn, "r-1", "s-1", 1), received(ledger.Corrected, "r-1", "s-1", 2),
			record1(ledger.Withdrawn, "r-1", "s-1", 1), ended(closedFor, 1, 2), record1(ledger.Answered, "r-1", "s-1", 2), reported(2, 1)}, "", 0},
		{"withdrawn, and corrected beside it", []ledger.Leaf{received(submitted, "r-1", "s-1", 2), record1(ledger.Withdrawn, "r-1", "s-1", 1), received(ledger.Corrected, "r-1", "s-1", 2),
			ended(closedFor, 1, 2), record1(ledger.Answered, "r-1", "s-1", 2), reported(2, 1)}, "", 0},
		{"withdrawn, corrected and withdrawn twice", []ledger.Leaf{one, record1(ledger.Withdrawn, "r-1", "s-1", 1), received(ledger.Corrected, "r-1", "s-1", 1),
			record1(ledger.Withdrawn, "r-1", "s-1", 1), record1(ledger.Withdrawn, "r-1", "s-1", 1)}, BadRecord, 5},
		{"withdrawn, corrected and answered", []ledger.Leaf{one, record1(ledger.Withdrawn, "r-1", "s-1", 0), received(ledger.Corrected, "r-1", "s-1", 1), ended(closedFor, 1, 1),
			record1(ledger.Answered, "r-1", "s-1", 1)}, BadRecord, 5},
		{"set aside, corrected and set aside as before", []ledger.Leaf{one, record1(ledger.SetAside, "r-1", "s-1", 1), received(ledger.Corrected, "r-1", "s-1", 1),
			record1(ledger.SetAside, "r-1", "s-1", 1), ended(closedFor, 1, 1), reported(1, 0)}, "", 0},
		{"set aside, corrected and considered after all", []ledger.Leaf{one, record1(ledger.SetAside, "r-1", "s-1", 1), received(ledger.Corrected, "r-1", "s-1", 1),
			record1(ledger.Reinstated, "r-1", "s-1", 1), ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), reported(1, 1)}, "", 0},
		{"set aside, corrected and answered", []ledger.Leaf{one, record1(ledger.SetAside, "r-1", "s-1", 1), received(ledger.Corrected, "r-1", "s-1", 1),
			record1(ledger.Answered, "r-1", "s-1", 1)}, BadRecord, 4},
		{"erased, corrected and answered", []ledger.Leaf{one, record1(ledger.Erased, "r-1", "s-1", 1), received(ledger.Corrected, "r-1", "s-1", 1),
			record1(ledger.Answered, "r-1", "s-1", 1)}, BadRecord, 4},
		{"corrected and never received", []ledger.Leaf{received(ledger.Corrected, "r-1", "s-1", 1)}, BadRecord, 1},
		{"corrected after the final closing", []ledger.Leaf{one, ended(closedFor, 1, 1), received(ledger.Corrected, "r-1", "s-1", 1)}, BadRound, 3},
		{"received twice", []ledger.Leaf{one, one}, BadRecord, 2},
		{"received in no round", []ledger.Leaf{received(submitted, "r-9", "s-1", 1)}, BadRound, 1},
		{"received after the closing", []ledger.Leaf{ended(closedFor, 0, 0), one}, BadRound, 2},

		{"held and confirmed", []ledger.Leaf{held1, confirmed1, ended(closedFor, 1, 2), record1(ledger.Answered, "r-1", "s-1", 1), record1(ledger.Answered, "r-1", "s-1", 2), reported(2, 2)}, "", 0},
		{"held, confirmed and left", []ledger.Leaf{held1, confirmed1, ended(closedFor, 1, 2), record1(ledger.Answered, "r-1", "s-1", 1), reported(2, 1)}, Unanswered, 1},
		{"held and never confirmed", []ledger.Leaf{held1, one2, ended(ledger.RoundEnded, 1, 1), unconfirmed(1, 1, 1), record1(ledger.Answered, "r-1", "s-2", 1), reported(1, 1)}, "", 0},
		{"held, and its closing keeps that back", []ledger.Leaf{held1, ended(closedFor, 0, 0)}, WrongCount, 2},
		{"unconfirmed, and nothing was held", []ledger.Leaf{unconfirmed(0, 0, 1)}, WrongCount, 1},
		{"confirmed between the two closings", []ledger.Leaf{held1, ended(ledger.RoundEnded, 0, 0), confirmed1, ended(closedFor, 1, 2)}, "", 0},
		{"confirmed after the final closing", []ledger.Leaf{held1, unconfirmed(0, 0, 1), confirmed1}, BadRound, 3},
		{"confirmed twice", []ledger.Leaf{held1, confirmed1, confirmed1}, BadRecord, 3},
		{"confirmed and never held", []ledger.Leaf{one, confirmed1}, BadRecord, 2},
		{"held twice", []ledger.Leaf{held1, held1}, BadRecord, 2},
		{"held and received", []ledger.Leaf{one, held1}, BadRecord, 2},
		{"answered while it is held", []ledger.Leaf{held1, record1(ledger.Answered, "r-1", "s-1", 1)}, BadRecord, 2},
		{"held after the closing", []ledger.Leaf{ended(closedFor, 0, 0), held1}, BadRound, 2},

		{"signed by two organisations", []ledger.Leaf{one, signed(1), signed(2), ended(closedFor, 1, 1)}, "", 0},
		{"signed, withdrawn and signed anew", []ledger.Leaf{one, signed(1), unsigned(1), signed(1), ended(closedFor, 1, 1)}, "", 0},
		{"signed, corrected and signed anew", []ledger.Leaf{one, signed(1), received(ledger.Corrected, "r-1", "s-1", 1), signed(1), ended(closedFor, 1, 1)}, "", 0},
		{"a signature under the earlier text withdrawn", []ledger.Leaf{one, signed(1), received(ledger.Corrected, "r-1", "s-1", 1), unsigned(1)}, "", 0},
		{"what was held, confirmed and signed", []ledger.Leaf{held1, confirmed1, signed(1), ended(closedFor, 1, 2)}, "", 0},
		{"signed twice", []ledger.Leaf{one, signed(1), signed(1)}, BadRecord, 3},
		{"a signature withdrawn that was not given", []ledger.Leaf{one, signed(1), unsigned(2)}, BadRecord, 3},
		{"a signature withdrawn twice", []ledger.Leaf{one, signed(1), unsigned(1), unsigned(1)}, BadRecord, 4},
		{"a signature under no submission", []ledger.Leaf{signed(1)}, BadRecord, 1},
		{"a signature under what is held", []ledger.Leaf{held1, signed(1)}, BadRecord, 2},
		{"a signature in another round", []ledger.Leaf{one, opened("r-2"), {Kind: ledger.Cosigned, Round: "r-2", Submission: "s-1", Seq: 1, Hash: ledger.HashOf(nil)}}, BadRecord, 3},
		{"a signature by nobody", []ledger.Leaf{one, {Kind: ledger.Cosigned, Round: "r-1", Submission: "s-1", Seq: 1}}, BadRecord, 2},
		{"a signature without a place", []ledger.Leaf{one, signed(0)}, BadRecord, 2},
		{"a signature under what was withdrawn", []ledger.Leaf{one, record1(ledger.Withdrawn, "r-1", "s-1", 0), signed(1)}, BadRecord, 3},
		{"a signature after the closing", []ledger.Leaf{one, ended(closedFor, 1, 1), signed(1)}, BadRound, 3},
		{"a signature withdrawn after the provisional closing", []ledger.Leaf{one, signed(1), ended(ledger.RoundEnded, 1, 1), unsigned(1)}, BadRound, 4},

		{"until its end", []ledger.Leaf{one, moved(4), one2, ended(ledger.RoundEnded, 2, 2), ended(closedFor, 2, 2)}, "", 0},
		{"received at its end", []ledger.Leaf{one, moved(3), one2}, BadRound, 3},
		{"received at the end that was put off", []ledger.Leaf{moved(2), moved(5), one, ended(closedFor, 1, 1)}, "", 0},
		{"received before the end was put in the past", []ledger.Leaf{one, moved(-60), one2}, "", 0},
		{"held at its end", []ledger.Leaf{moved(2), held1}, BadRound, 2},
		{"signed at its end", []ledger.Leaf{one, moved(3), signed(1)}, BadRound, 3},
		{"withdrawn before its end", []ledger.Leaf{one, moved(4), record1(ledger.Withdrawn, "r-1", "s-1", 0)}, "", 0},
		{"withdrawn at its end", []ledger.Leaf{one, moved(3), record1(ledger.Withdrawn, "r-1", "s-1", 0)}, BadRecord, 3},
		{"a late entry after its end", []ledger.Leaf{one, moved(3), received(ledger.LateEntry, "r-1", "s-2", 2), ended(closedFor, 2, 3)}, "", 0},
		{"moved after its end", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0), moved(9)}, BadRound, 2},
		{"moved and never opened", []ledger.Leaf{{Kind: ledger.RoundMoved, Round: "r-9", Until: testTime}}, BadRound, 1},

		{"late entries between the two closings", []ledger.Leaf{one, ended(ledger.RoundEnded, 1, 1), received(ledger.LateEntry, "r-1", "s-2", 2), ended(closedFor, 2, 3)}, "", 0},
		{"a late entry after the final closing", []ledger.Leaf{one, ended(closedFor, 1, 1), received(ledger.LateEntry, "r-1", "s-2", 1)}, BadRound, 3},
		{"received between the two closings", []ledger.Leaf{one, ended(ledger.RoundEnded, 1, 1), received(submitted, "r-1", "s-2", 1), ended(closedFor, 2, 2)}, BadRound, 3},
		{"the final closing counts less than the provisional", []ledger.Leaf{one, ended(ledger.RoundEnded, 1, 1), ended(closedFor, 0, 0)}, WrongCount, 3},
		{"closed twice", []ledger.Leaf{ended(closedFor, 0, 0), ended(closedFor, 0, 0)}, BadRound, 2},
		{"ended twice", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0), ended(ledger.RoundEnded, 0, 0)}, BadRound, 2},
		{"ended after it was closed", []ledger.Leaf{ended(closedFor, 0, 0), ended(ledger.RoundEnded, 0, 0)}, BadRound, 2},
		{"opened twice", []ledger.Leaf{opened("r-1")}, BadRound, 1},
		{"reported on twice", []ledger.Leaf{ended(closedFor, 0, 0), reported(0, 0), reported(0, 0)}, BadRound, 3},
		{"reported on while it runs", []ledger.Leaf{reported(0, 0)}, BadRound, 1},
		{"reported on after the provisional closing", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0), reported(0, 0)}, "", 0},
		{"reported on after each closing", []ledger.Leaf{one, ended(ledger.RoundEnded, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), reported(1, 1), received(ledger.LateEntry, "r-1", "s-2", 1),
			ended(closedFor, 2, 2), reported(2, 1), record1(ledger.Answered, "r-1", "s-2", 1)}, "", 0},
		{"reported on twice after the provisional closing", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0), reported(0, 0), reported(0, 0)}, BadRound, 3},
		{"reported on a third time", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0), reported(0, 0), ended(closedFor, 0, 0), reported(0, 0), reported(0, 0)}, BadRound, 5},
		{"closed for good, and the report is of before", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0), reported(0, 0), ended(closedFor, 0, 0)}, BadRound, 3},
		{"a provisional report counts less than its closing", []ledger.Leaf{one, ended(ledger.RoundEnded, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), reported(0, 1)}, WrongCount, 4},
		{"the second report leaves the late entry out", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0), reported(0, 0), received(ledger.LateEntry, "r-1", "s-1", 1), ended(closedFor, 1, 1),
			record1(ledger.Answered, "r-1", "s-1", 1), reported(0, 1)}, WrongCount, 6},

		{"the provisional closing counts none", []ledger.Leaf{received(submitted, "r-1", "s-1", 10), ended(ledger.RoundEnded, 0, 0)}, WrongCount, 2},
		{"the provisional closing counts one comment less", []ledger.Leaf{received(submitted, "r-1", "s-1", 2), ended(ledger.RoundEnded, 1, 1), ended(closedFor, 1, 2)}, WrongCount, 2},
		{"the provisional closing counts what was entered later", []ledger.Leaf{one, ended(ledger.RoundEnded, 2, 2), received(ledger.LateEntry, "r-1", "s-2", 1), ended(closedFor, 2, 2)}, WrongCount, 2},
		{"the provisional closing counts what was confirmed later", []ledger.Leaf{held1, ended(ledger.RoundEnded, 1, 2), confirmed1, ended(closedFor, 1, 2)}, WrongCount, 2},
		{"late entries before the provisional closing", []ledger.Leaf{one, received(ledger.LateEntry, "r-1", "s-2", 2), ended(ledger.RoundEnded, 2, 3), ended(closedFor, 2, 3)}, "", 0},

		{"the closing counts one comment more", []ledger.Leaf{one, ended(closedFor, 1, 2)}, WrongCount, 2},
		{"the closing counts one comment less", []ledger.Leaf{received(submitted, "r-1", "s-1", 2), ended(closedFor, 1, 1)}, WrongCount, 2},
		{"the closing counts one submission more", []ledger.Leaf{one, ended(closedFor, 2, 1)}, WrongCount, 2},
		{"the report counts one received more", []ledger.Leaf{one, ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), reported(2, 1)}, WrongCount, 4},
		{"the report counts an answer that there is not", []ledger.Leaf{one, ended(closedFor, 1, 1), reported(1, 1)}, WrongCount, 3},
		{"the report leaves an answer out", []ledger.Leaf{one, ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1), reported(1, 0)}, WrongCount, 4},

		{"steps in order", steps(1, 2, 3), "", 0},
		{"steps that come into view in the middle", steps(7, 8), "", 0},
		{"a step is missing", steps(1, 2, 4), OutOfOrder, 3},
		{"a step twice", steps(1, 2, 2), OutOfOrder, 3},
		{"steps are swapped", steps(1, 3, 2), OutOfOrder, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newTestLog(t).add(opened("r-1")).add(tt.leaves...)
			l.later(48 * time.Hour).add(ledger.Leaf{Kind: ledger.Exemption})
			r := l.audit(l.publish(), nil)
			if tt.code == "" {
				faultless(t, r)
				return
			}
			named(t, r, tt.code, tt.leaf)
			if !r.TreeHolds {
				t.Error("the tree does not hold")
			}
		})
	}
}

func signed(place int64) ledger.Leaf {
	return ledger.Leaf{Kind: ledger.Cosigned, Round: "r-1", Submission: "s-1", Seq: place, Hash: ledger.HashOf([]byte("signature"))}
}

func unsigned(place int64) ledger.Leaf {
	return ledger.Leaf{Kind: ledger.SignatureWithdrawn, Round: "r-1", Submission: "s-1", Seq: place}
}

// moved puts the end of the round to when the leaf of that index is added.
func moved(leaf int) ledger.Leaf {
	return ledger.Leaf{Kind: ledger.RoundMoved, Round: "r-1", Until: testTime.Add(time.Duration(leaf+1) * time.Second)}
}

func steps(numbers ...int64) []ledger.Leaf {
	var ls []ledger.Leaf
	for _, n := range numbers {
		ls = append(ls, ledger.Leaf{Kind: ledger.Transition, Dossier: "2026-0018", Seq: n})
	}
	return ls
}

func TestWhatWasPromisedIsWaitedForADay(t *testing.T) {
	at := testTime.Add(time.Minute)
	one := received(submitted, "r-1", "s-1", 1)
	one.At = at
	start := func() *testLog {
		return newTestLog(t).add(opened("r-1")).later(time.Hour).add(ended(closedFor, 1, 1)).later(time.Hour)
	}
	soon := start().add(ledger.Leaf{Kind: ledger.Exemption})
	faultless(t, soon.audit(soon.publish(), nil))
	kept := start().add(one).later(48 * time.Hour).add(ledger.Leaf{Kind: ledger.Exemption})
	faultless(t, kept.audit(kept.publish(), nil))
	broken := start().later(24 * time.Hour).add(ledger.Leaf{Kind: ledger.Exemption})
	named(t, broken.audit(broken.publish(), nil), WrongCount, 1)
}

func TestNoLeafIsOfATimeFarBehindThoseBeforeIt(t *testing.T) {
	other := ledger.Leaf{Kind: ledger.Exemption}
	of := func(kind ledger.Kind, at time.Time) ledger.Leaf {
		l := received(kind, "r-1", "s-1", 1)
		l.At = at
		return l
	}
	ends := func() (*testLog, time.Time) {
		l := newTestLog(t).add(opened("r-1")).later(time.Hour).add(ended(ledger.RoundEnded, 1, 1))
		return l, l.at.Add(-time.Second)
	}
	for _, kind := range []ledger.Kind{submitted, ledger.SubmissionHeld} {
		l, at := ends()
		l.later(240*time.Hour).add(other, of(kind, at))
		named(t, l.audit(l.publish(), nil), BadRound, 3)
		l, at = ends()
		for range 20 {
			l.later(12 * time.Hour).add(other)
		}
		l.add(of(kind, at))
		named(t, l.audit(l.publish(), nil), BadRound, 22)
	}
	signs := newTestLog(t).add(opened("r-1"), received(submitted, "r-1", "s-1", 1), ended(ledger.RoundEnded, 1, 1))
	hand := signed(1)
	hand.At = signs.at.Add(-time.Second)
	signs.later(30*time.Hour).add(other, hand)
	named(t, signs.audit(signs.publish(), nil), BadRound, 4)

	// The log was not to be signed for days, and the round ran on: it goes on, keeps
	// what it promised, and the round ends.
	start := newTestLog(t).add(opened("r-1"))
	promised := of(submitted, start.at.Add(time.Hour))
	start.later(100*time.Hour).add(ledger.Leaf{Kind: ledger.LogRestored}, ended(ledger.RoundEnded, 1, 1), promised).later(48 * time.Hour).add(other)
	faultless(t, start.audit(start.publish(), nil))

	// That is over a day after it went on.
	start = newTestLog(t).add(opened("r-1")).later(100*time.Hour).add(ledger.Leaf{Kind: ledger.LogRestored}).later(12*time.Hour).add(other).later(13*time.Hour).add(other, promised)
	named(t, start.audit(start.publish(), nil), BadRound, 4)

	// A clock was set back by seconds.
	l := newTestLog(t).add(opened("r-1"), received(submitted, "r-1", "s-1", 1), ended(ledger.RoundEnded, 1, 1))
	back := received(ledger.LateEntry, "r-1", "s-2", 1)
	back.At = l.at.Add(-3 * time.Second)
	l.add(back, ended(closedFor, 2, 2))
	faultless(t, l.audit(l.publish(), nil))
}

func TestARoundThatIsOverAndNotReportedOnIsSaid(t *testing.T) {
	tests := []struct {
		name   string
		leaves []ledger.Leaf
		leaf   int64 // of the last closing; 0: everything is told
	}{
		{"that runs", []ledger.Leaf{received(submitted, "r-1", "s-1", 2)}, 0},
		{"closed for the time being", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0)}, 1},
		{"closed for the time being, and reported on", []ledger.Leaf{ended(ledger.RoundEnded, 0, 0), reported(0, 0)}, 1},
		{"closed for good", []ledger.Leaf{received(submitted, "r-1", "s-1", 2), ended(ledger.RoundEnded, 1, 2), ended(closedFor, 1, 2)}, 3},
		{"reported on", []ledger.Leaf{ended(closedFor, 0, 0), reported(0, 0)}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newTestLog(t).add(opened("r-1")).add(tt.leaves...)
			over := testTime.Add(time.Duration(tt.leaf+1) * time.Second)
			l.later(365 * 24 * time.Hour).add(ledger.Leaf{Kind: ledger.Exemption})
			r := l.audit(l.publish(), nil)
			faultless(t, r)
			if tt.leaf == 0 {
				if len(r.Unreported) > 0 {
					t.Errorf("got %+v", r.Unreported)
				}
				return
			}
			if len(r.Unreported) != 1 || r.Unreported[0].Leaf != tt.leaf || !r.Unreported[0].Since.Equal(over) || r.Unreported[0].For != l.at.Sub(over) {
				t.Errorf("got %+v, want leaf %d since %v", r.Unreported, tt.leaf, over)
			}
		})
	}
}

func TestPublishedReportsAreHeldToTheLog(t *testing.T) {
	report := []byte(`{"format":"rasprava.report/1","round":"r-1","submissions":1,"received":1,"answered":1}`)
	l := newTestLog(t).add(opened("r-1"), received(submitted, "r-1", "s-1", 1), ended(closedFor, 1, 1), record1(ledger.Answered, "r-1", "s-1", 1))
	whole := slices.Clone(l.leaves)
	published := func(dossier string, content, shown []byte) *Result {
		l.leaves = slices.Clone(whole)
		leaf := reported(1, 1)
		leaf.Hash, leaf.Dossier = ledger.HashOf(content), dossier
		l.add(leaf)
		f := l.publish()
		if shown != nil {
			f["reports/r-1"] = shown
		}
		return l.audit(f, nil)
	}
	r := published("2026-0017", report, report)
	faultless(t, r)
	if r.Reports != 1 {
		t.Errorf("compared %d reports, want 1", r.Reports)
	}
	named(t, published("2026-0017", report, []byte(`{}`)), OtherReport, 4)
	for _, other := range []string{
		`{"submissions":2,"received":1,"answered":1}`, `{"submissions":1,"received":2,"answered":1}`, `{"submissions":1,"received":1,"answered":0}`,
	} {
		named(t, published("2026-0017", []byte(other), []byte(other)), WrongCount, 4)
	}
	named(t, published("2026-0017", []byte(`[`), []byte(`[`)), OtherReport, 4)
	faultless(t, published("hidden-0123", report, []byte(`{}`)))
	named(t, published("2026-0017", report, nil), OtherReport, 4)
}

// What a report says became of comments is what the log had of them when it was
// published, whatever became of them since.
func TestAReportCountsWhatBecameOfComments(t *testing.T) {
	l := newTestLog(t).add(opened("r-1"), received(submitted, "r-1", "s-1", 2), received(submitted, "r-1", "s-2", 4), record1(ledger.Withdrawn, "r-1", "s-1", 1),
		ended(closedFor, 2, 6), record1(ledger.Erased, "r-1", "s-1", 0), record1(ledger.SetAside, "r-1", "s-2", 1), record1(ledger.Answered, "r-1", "s-2", 2),
		record1(ledger.Erased, "r-1", "s-2", 3))
	whole := slices.Clone(l.leaves)
	audited := func(report string) *Result {
		l.leaves = slices.Clone(whole)
		leaf := reported(6, 1)
		leaf.Hash, leaf.Dossier = ledger.HashOf([]byte(report)), "2026-0017"
		l.add(leaf, record1(ledger.Answered, "r-1", "s-2", 4), record1(ledger.Erased, "r-1", "s-2", 2))
		f := l.publish()
		f["reports/r-1"] = []byte(report)
		return l.audit(f, nil)
	}
	const good = `{"submissions":2,"received":6,"answered":1,"withdrawn":1,"set_aside":1,"erased":2,"unanswered":["c-6"]}`
	faultless(t, audited(good))
	for was, is := range map[string]string{`"withdrawn":1`: `"withdrawn":2`, `"set_aside":1,`: ``, `"erased":2`: `"erased":3`, `["c-6"]`: `[]`} {
		named(t, audited(strings.Replace(good, was, is, 1)), WrongCount, 9)
	}
}

func TestFaultsStandInTheSameOrderEveryTime(t *testing.T) {
	l := newTestLog(t).add(opened("r-1"))
	for i := range 200 {
		l.add(received(submitted, "r-1", fmt.Sprint("s-", i), 1))
	}
	l.add(ended(closedFor, 200, 200), reported(200, 0))
	f := l.publish()
	first := l.audit(f, nil)
	if first.Wrong != 200 {
		t.Fatalf("got %d faults, want 200", first.Wrong)
	}
	for range 5 {
		if !slices.Equal(first.Faults, l.audit(f, nil).Faults) {
			t.Fatal("the faults came in another order")
		}
	}
}
