package dossier

import "slices"

// WithdrawalGround is why a dossier is withdrawn; its reasons say more.
type WithdrawalGround string

const (
	GovernmentChanged WithdrawalGround = "government_changed" // a new Government takes back what the last one proposed
	PolicyChanged     WithdrawalGround = "policy_changed"
	Defect            WithdrawalGround = "defect" // of the text or of the procedure
	OtherGround       WithdrawalGround = "other"
)

// WithdrawalGrounds lists all grounds, as a form offers them.
var WithdrawalGrounds = []WithdrawalGround{GovernmentChanged, PolicyChanged, Defect, OtherGround}

// Known reports whether g is a ground.
func (g WithdrawalGround) Known() bool { return slices.Contains(WithdrawalGrounds, g) }
