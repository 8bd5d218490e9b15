package dossier

// PublishedCheckpoints is what became of publishing the checkpoints of the logs.
type PublishedCheckpoints struct {
	Kept   bool `json:"kept"`   // outside the database
	Asked  int  `json:"asked"`  // witnesses
	Signed int  `json:"signed"` // of these
}
