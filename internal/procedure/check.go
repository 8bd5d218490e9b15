package procedure

import (
	"fmt"
)

// Fault is something wrong in a definition, at a line of its file.
type Fault struct {
	File     string `json:"file"`
	Line     int    `json:"line"` // from 1
	Sentence string `json:"sentence"`
}

// String returns the fault as compilers print theirs: file:line: sentence.
func (f Fault) String() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Sentence) }

// Check returns everything wrong in a definition, in the order of its lines:
// what is not in the language; words that are not known; terms and gates
// without a legal basis; a minimum above its maximum; phases that nobody could
// follow; a stage that cannot be reached, or from which the dossier can never end. It returns nothing for a
// definition that is sound. The file is only named in the faults.
func Check(src []byte, file string) []Fault {
	d, faults := read(src, ShippedParents)
	if d != nil {
		c := &checker{Definition: d, reached: map[string]map[string]bool{}}
		c.check()
		faults = append(faults, c.faults...)
	}
	return InFile(faults, file)
}

// maxParts is how many stages, bodies and windows a definition may have.
const maxParts = 300

// checker keeps the faults of a definition that could be read.
type checker struct {
	*Definition
	faults  []Fault
	reached map[string]map[string]bool // what reach has answered
}

func (c *checker) fault(line int, format string, args ...any) {
	c.faults = append(c.faults, Fault{Line: max(line, 1), Sentence: fmt.Sprintf(format, args...)})
}

func (c *checker) check() {
	c.head()
	windows := 0
	for _, s := range c.Stages {
		windows += len(s.Windows)
	}
	if max(len(c.Stages), len(c.Bodies), windows) > maxParts {
		c.fault(c.line, "the procedure has more than %d stages, bodies or windows", maxParts)
		return
	}
	c.bodies()
	c.traits()
	c.phases()
	c.cited()
	c.absent()
	seen := map[string]bool{}
	for _, s := range c.Stages {
		if seen[s.ID] {
			c.fault(s.line, "a second stage has the id %q", s.ID)
		}
		seen[s.ID] = true
		c.stage(s)
	}
	if len(c.faults) > 0 {
		return // the graph of a definition with unknown words would say the same again
	}
	c.graph()
	c.combinations()
	c.produced()
	c.opinionsKept()
}
