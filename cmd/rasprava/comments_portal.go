package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/rasprava/rasprava/internal/exchange"
	"github.com/rasprava/rasprava/internal/sheet"
	"github.com/rasprava/rasprava/internal/store"
)

// portal takes in a table of the national portal, and says in what the two differ.
func (c *commentsImport) portal(ctx context.Context, s *stdio) error {
	easeCollector()
	p, pace := newProgressLine(s.err, c.Quiet), newPace()
	content, size, err := openTable(c.File, func(read int64) { p.say("reading: %d bytes", read) })
	if err != nil {
		return inputError{fmt.Errorf("import comments: %w", err)}
	}
	defer content.Close()
	var declared map[exchange.PortalColumn]string
	if c.Columns != "" {
		declared, err = exchange.ParseColumns(c.Columns)
		if err != nil {
			return inputError{fmt.Errorf("import comments: %w", err)}
		}
	}
	st, err := openRecord(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	person, err := personOf(ctx, st, c.Operator)
	if err != nil {
		return err
	}
	round, err := st.Round(ctx, person, c.Round)
	if err != nil {
		return noSuch(fmt.Errorf("import comments: %w", err), "import comments: there is no round %s, or it may not be seen", c.Round)
	}
	_, text, err := st.Package(ctx, person, round.Ref, round.PackageNo)
	if err != nil {
		return fmt.Errorf("import comments: %w", err)
	}
	format := cmp.Or(sheet.Format(c.From), sheet.FormatOf(c.File))
	table, err := exchange.ReadPortal(content, size, format, declared, exchange.NewPlaces(text))
	if errors.Is(err, exchange.ErrPortalColumns) {
		err = fmt.Errorf("%w: the headings are %q", err, table.Headings)
	}
	if errors.Is(err, exchange.ErrPortalEmpty) {
		return fmt.Errorf("import %s: %w", c.File, err)
	}
	if err != nil {
		return inputError{fmt.Errorf("import %s: %w", c.File, err)}
	}
	if c.Check {
		return c.checkPortal(ctx, s, st, person, table)
	}
	file, err := table.File(filepath.Base(c.File), content, size, format)
	if err != nil {
		return fmt.Errorf("import %s: %w", c.File, err)
	}
	_, err = st.BringPortalFile(ctx, person, c.Round, file)
	if err != nil {
		return fmt.Errorf("import %s: %w", c.File, err)
	}
	all, err := st.PortalLeft(ctx, c.Round)
	if err != nil {
		return fmt.Errorf("import %s: %w", c.File, err)
	}
	taken, seen := 0, 0
	for {
		part, err := st.TakePortal(ctx, person, c.Round)
		if err != nil {
			p.done()
			return fmt.Errorf("import %s: %w", c.File, err)
		}
		taken, seen = taken+part.Taken, seen+part.Taken+part.Refused
		p.say("importing %s", pace.of(int64(seen), int64(all)))
		if !part.More {
			break
		}
	}
	p.done()
	return c.comparePortal(ctx, s, st, taken)
}

// checkedAtOnce is how many rows are checked at a time.
const checkedAtOnce = 1000

// checkPortal only says which rows cannot go in.
func (c *commentsImport) checkPortal(ctx context.Context, s *stdio, st *store.Store, person string, table exchange.PortalTable) error {
	all, wrong := 0, 0
	var part []store.PortalRow
	check := func() error {
		n, err := c.checkPart(ctx, s, st, person, part)
		all, wrong, part = all+len(part), wrong+n, part[:0]
		return err
	}
	for r := range table.Rows {
		part = append(part, r)
		if len(part) == checkedAtOnce {
			err := check()
			if err != nil {
				return err
			}
		}
	}
	err := check()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "%d rows: %d cannot be taken in.\n", all, wrong)
	if wrong > 0 {
		return errAnswerNo
	}
	return nil
}

// checkPart says which rows of a part cannot go in, and returns how many these are.
func (c *commentsImport) checkPart(ctx context.Context, s *stdio, st *store.Store, person string, part []store.PortalRow) (int, error) {
	var sound []store.PortalRow
	for _, r := range part {
		if len(r.Faults) == 0 {
			sound = append(sound, r)
		}
	}
	found, err := st.CheckPortal(ctx, person, c.Round, sound)
	if err != nil {
		return 0, fmt.Errorf("check %s: %w", c.File, err)
	}
	wrong := 0
	for _, r := range part {
		faults := r.Faults
		if len(faults) == 0 {
			faults, found = found[0], found[1:]
		}
		for _, f := range faults {
			fmt.Fprintf(s.out, "%s:%s\n", c.File, exchange.Fault{Line: r.Line, Field: f.Field, Words: exchange.WhyFault(english(), f)})
		}
		if len(faults) > 0 {
			wrong++
		}
	}
	return wrong, nil
}

// differencesAtOnce is how many differences are read at a time.
const differencesAtOnce = 1000

// whyDiffers says why a row cannot be taken in, and how a difference is explained.
func whyDiffers(d store.PortalDiffers) string {
	why := ""
	for _, f := range d.Faults {
		why += fmt.Sprintf(", %s: %s", cmp.Or(f.Field, "row"), exchange.WhyFault(english(), f))
	}
	if d.Words != "" {
		why += ", explained: " + d.Words
	}
	return why
}

// comparePortal says in what the record and the portal differ.
func (c *commentsImport) comparePortal(ctx context.Context, s *stdio, st *store.Store, taken int) error {
	state, err := st.PortalState(ctx, c.Round)
	if err != nil {
		return err
	}
	for behind := (*store.PortalDiffers)(nil); ; {
		part, err := st.PortalDifferences(ctx, c.Round, behind, differencesAtOnce)
		if err != nil {
			return err
		}
		for _, d := range part {
			fmt.Fprintf(s.out, "%s:%d: %q %s%s\n", c.File, d.Line, d.ID, d.Difference, whyDiffers(d))
		}
		if len(part) < differencesAtOnce {
			break
		}
		behind = &part[len(part)-1]
	}
	fmt.Fprintf(s.err, "%d rows: %d taken in now, %d had been before, %d differ, of which %d are not explained.\n",
		state.InFile, taken, state.Taken-taken, state.Differ, state.Unexplained)
	if state.Unexplained > 0 {
		return errAnswerNo
	}
	return nil
}
