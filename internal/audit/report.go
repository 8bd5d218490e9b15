package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// hiddenDossier begins the name of a dossier in the log that is not public: its
// report can be read, and its hash checked, by whoever may see the dossier.
const hiddenDossier = "hidden-"

// published is what a report says in figures.
type published struct {
	hash        string
	submissions int64
	received    int64
	answered    int64
	withdrawn   int64
	setAside    int64
	erased      int64
	unanswered  int64 // how many it names
	unread      error // it is no report
}

// reports compares the published reports with the log, and returns how many
// there were. One of a dossier that the public sees must be there.
func reports(ctx context.Context, src Source, rounds []*Round, found *faults) (int, error) {
	n := 0
	for _, r := range rounds {
		if !r.Reported || strings.HasPrefix(r.report.Dossier, hiddenDossier) {
			continue
		}
		said, err := readReport(ctx, src, r.ID)
		if errors.Is(err, fs.ErrNotExist) {
			found.add(OtherReport, r.reported, "the report on round %s, which the log names, is not published", r.ID)
			continue
		}
		if err != nil {
			return n, fmt.Errorf("read report on round %s: %w", r.ID, err)
		}
		n++
		if said.hash != r.ReportHash {
			found.add(OtherReport, r.reported, "the report on round %s that is published is not the one that the log names", r.ID)
			continue
		}
		if said.unread != nil {
			found.add(OtherReport, r.reported, "the report on round %s cannot be read: %v", r.ID, said.unread)
			continue
		}
		submissions, received := r.closing.Counts["submissions"], r.closing.Counts["comments"]
		if !r.Closed { // it is of the days before everything was in
			submissions, received = max(submissions, said.submissions), r.report.Counts["received"]
		}
		for _, c := range []struct {
			what       string
			said, kept int64
		}{
			{"submissions", said.submissions, submissions},
			{"comments received", said.received, received},
			{"comments answered", said.answered, r.report.Counts["answered"]},
			{"comments withdrawn", said.withdrawn, r.reportOf.withdrawn},
			{"comments set aside", said.setAside, r.reportOf.setAside},
			{"comments erased", said.erased, r.reportOf.erased},
			{"comments without an answer", said.unanswered, r.reportOf.unanswered},
		} {
			if c.said != c.kept {
				found.add(WrongCount, r.reported, "the published report on round %s counts %d %s, the log %d", r.ID, c.said, c.what, c.kept)
			}
		}
	}
	return n, nil
}

// readReport reads the report on a round to its end, of which it keeps nothing but the
// figures. The error is of the source.
func readReport(ctx context.Context, src Source, round string) (published, error) {
	content, err := src.Report(ctx, round)
	if err != nil {
		return published{}, err
	}
	sum := sha256.New()
	broken := &watched{from: io.TeeReader(content, sum)}
	var p published
	p.unread = p.figures(json.NewDecoder(broken))
	_, err = io.Copy(io.Discard, broken)
	err = errors.Join(err, content.Close())
	if broken.err != nil {
		err = broken.err
	}
	p.hash = "sha256:" + hex.EncodeToString(sum.Sum(nil))
	return p, err
}

// watched keeps the error that a reader ended with, other than io.EOF: it is of the
// source, whatever a decoder makes of it.
type watched struct {
	from io.Reader
	err  error
}

// Read implements [io.Reader].
func (w *watched) Read(b []byte) (int, error) {
	n, err := w.from.Read(b)
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}

// figures takes the members of the one object that a report is.
func (p *published) figures(d *json.Decoder) error {
	err := begin(d, '{')
	if err != nil {
		return err
	}
	figures := map[string]*int64{"submissions": &p.submissions, "received": &p.received, "answered": &p.answered, "withdrawn": &p.withdrawn,
		"set_aside": &p.setAside, "erased": &p.erased}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		if figure := figures[name.(string)]; figure != nil {
			err = d.Decode(figure)
		} else if name == "unanswered" {
			p.unanswered, err = count(d)
		} else if name == "comments" {
			_, err = count(d)
		} else {
			var other json.RawMessage
			err = d.Decode(&other)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	_, err = d.Token()
	if err == nil && d.More() {
		err = errors.New("more follows")
	}
	return err
}

// count returns how many elements an array has.
func count(d *json.Decoder) (int64, error) {
	err := begin(d, '[')
	if err != nil {
		return 0, err
	}
	var n int64
	for ; d.More(); n++ {
		var element json.RawMessage
		err = d.Decode(&element)
		if err != nil {
			return 0, err
		}
	}
	_, err = d.Token()
	return n, err
}

func begin(d *json.Decoder, want json.Delim) error {
	t, err := d.Token()
	if err == nil && t != want {
		err = fmt.Errorf("no %s", want)
	}
	return err
}
