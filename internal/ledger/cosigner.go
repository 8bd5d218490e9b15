package ledger

import (
	"fmt"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	cosignerDST   = "rasprava.cosigner/1\n"
	cosignerField = "cosigner"
)

// Cosigner is what the commitment in a leaf of kind [Cosigned] covers: who signs, and
// which text.
type Cosigner struct {
	RegisterNo string
	Name       string
	Text       tlog.Hash // RecordHash of the leaf of the submission as it is signed
}

// Commit returns the hash of such a leaf: "sha256:" and the commitment, under salt and
// the field "cosigner", to the line "rasprava.cosigner/1" and then register_no, name
// and text, written as in [CommentContent.Bytes], the text in base64. The error is
// ErrFormat when a value is not UTF-8.
func (c Cosigner) Commit(salt Salt) (string, error) {
	b := []byte(cosignerDST)
	for _, f := range []struct{ name, value string }{{"register_no", c.RegisterNo}, {"name", c.Name}, {"text", c.Text.String()}} {
		if !utf8.ValidString(f.value) {
			return "", formatError("%s is not UTF-8", f.name)
		}
		b = fmt.Appendf(b, "%s %d\n%s\n", f.name, len(f.value), f.value)
	}
	return fmt.Sprintf("%s%x", hashPrefix, Commit(salt, cosignerField, b)), nil
}
