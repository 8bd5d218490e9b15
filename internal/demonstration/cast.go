package demonstration

import (
	"fmt"
	"io/fs"

	"github.com/rasprava/rasprava/internal/roster"
)

// LoadCast returns who takes part: bodies, their people, and organisations.
func LoadCast() (roster.Roster, error) {
	src, err := fs.ReadFile(texts, "texts/people.yaml")
	if err != nil {
		return roster.Roster{}, fmt.Errorf("read people.yaml: %w", err)
	}
	return roster.Load(src)
}

// Submission is what one author sends about a draft.
type Submission struct {
	Draft    Draft     `yaml:"draft"`
	Lang     string    `yaml:"lang"` // sr-Cyrl unless said otherwise
	Author   Author    `yaml:"author"`
	Together []string  `yaml:"together"` // register numbers of organisations that are asked to sign it, and do
	Comments []Comment `yaml:"comments"`
}

// Author is who sends a submission.
type Author struct {
	Kind         string `yaml:"kind"` // citizen, organisation, anonymous
	Name         string `yaml:"name"`
	Email        string `yaml:"email"`
	Organisation string `yaml:"organisation"` // register number
	PublishName  bool   `yaml:"publish_name"`
}

// Comment is one remark on the first version of a draft. Provision is empty
// where it is about the whole document.
type Comment struct {
	Document     string  `yaml:"document"`
	Provision    string  `yaml:"provision"`
	Quote        string  `yaml:"quote"` // stands in the provision, word for word
	Kind         string  `yaml:"kind"`  // change, remark, question, support
	ProposedText string  `yaml:"proposed_text"`
	Body         string  `yaml:"body"`
	Answer       *Answer `yaml:"answer"` // nil: not answered yet
}

// Answer is what became of a comment.
type Answer struct {
	Outcome string  `yaml:"outcome"`
	Reasons string  `yaml:"reasons"`
	Change  *Change `yaml:"change"` // nil: it led to none
}

// Change names the provision that a comment changed, in the version that did.
type Change struct {
	Version   int    `yaml:"version"`
	Provision string `yaml:"provision"`
}

// LoadSubmissions returns all submissions in the order in which they came.
func LoadSubmissions() ([]Submission, error) {
	var file struct {
		Submissions []Submission `yaml:"submissions"`
	}
	if err := read("comments.yaml", &file); err != nil {
		return nil, err
	}
	for i := range file.Submissions {
		if file.Submissions[i].Lang == "" {
			file.Submissions[i].Lang = "sr-Cyrl"
		}
	}
	return file.Submissions, nil
}
