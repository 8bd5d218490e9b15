package redline

import "strconv"

// leastRanks is how many rows of a table must be numbered for their numbers to be running ones.
const leastRanks = 2

// ranks marks, by token, the running numbers in the first cells of tables: 1, 2, 3 from row to row, between which rows without a number may
// stand. It returns nil where there are none.
func (v *vocabulary) ranks(ts []token, lines []textLine) []bool {
	var marks []bool
	var running []textLine // the numbers of the table that is read
	broken := false
	end := func() {
		if len(running) >= leastRanks && !broken {
			if marks == nil {
				marks = make([]bool, len(ts))
			}
			for _, l := range running {
				for k := l.start; k < l.end; k++ {
					marks[k] = true
				}
			}
		}
		running, broken = running[:0], false
	}
	for _, l := range lines {
		if !v.isRow(ts[l.start:l.end]) {
			end()
			continue
		}
		label := rankLabel(ts[l.start:l.end])
		if label == nil || v.text(ts[l.start+len(label)]) != "\t" {
			continue
		}
		n, err := strconv.Atoi(v.text(label[0]))
		broken = broken || err != nil || len(label) > 2 || n != len(running)+1
		running = append(running, textLine{start: l.start, end: l.start + len(label)})
	}
	end()
	return marks
}

// isRow tells the row of a table.
func (v *vocabulary) isRow(ts []token) bool {
	for _, t := range ts {
		if t.class == spaceToken && t.piece != spaceKey && v.text(t) == "\t" {
			return true
		}
	}
	return false
}

// renumberedRows returns how many running numbers an edit puts in the place of others: they are told with the row that came or went.
func renumberedRows(e edit, old, new []bool) int {
	count := func(marks []bool, from, to int) int {
		n := 0
		for k := from; k < to && marks != nil; k++ {
			if marks[k] && (k == from || !marks[k-1]) {
				n++
			}
		}
		return n
	}
	return min(count(old, e.o0, e.o1), count(new, e.n0, e.n1))
}
