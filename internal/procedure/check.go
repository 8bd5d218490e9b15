package procedure

// Fault is something wrong in a definition, at a line of its file.
type Fault struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Sentence string `json:"sentence"`
}

func (d *Definition) faults() []Fault { return nil }
