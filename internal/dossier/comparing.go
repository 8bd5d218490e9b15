package dossier

// CompareInput asks for what differs between two texts of the record, by the
// hashes of their canonical bytes. It is its own key.
type CompareInput struct {
	Old string `json:"old" db:"old"`
	New string `json:"new" db:"new"`
}

// CompareResult is how many changes the redline has that is kept.
type CompareResult struct {
	Changes int `json:"changes"`
}

// WorkflowID returns the id of the workflow that compares the two.
func (in CompareInput) WorkflowID() string { return "redline/" + in.Old + "/" + in.New }
