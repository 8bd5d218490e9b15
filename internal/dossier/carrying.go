package dossier

// CarryInput asks for the comments of a dossier to be carried to the versions of its text that came after them.
type CarryInput struct {
	Ref Ref `json:"ref"`
}

// CarryResult is how many comments were carried, each to each version counted.
type CarryResult struct {
	Comments int `json:"comments"`
}

// CarryingID returns the id of the workflow that carries the comments of a dossier.
func (r Ref) CarryingID() string { return "comments/" + string(r) }
