package demonstration

// Cast is who takes part: bodies, their people, and organisations.
type Cast struct {
	Bodies        []Body         `yaml:"bodies"`
	People        []Person       `yaml:"people"`
	Organisations []Organisation `yaml:"organisations"`
}

// Body is an authority. Dates are civil, ISO 8601; Until empty means that it
// exists.
type Body struct {
	Code      string `yaml:"code"`
	NameSr    string `yaml:"name_sr"`
	NameEn    string `yaml:"name_en"`
	Collegial bool   `yaml:"collegial"`
	From      string `yaml:"from"`
	Until     string `yaml:"until"`
	Successor string `yaml:"successor"`
}

// Person is somebody with an account.
type Person struct {
	Name         string        `yaml:"name"`
	Email        string        `yaml:"email"`
	Function     string        `yaml:"function"`
	Lang         string        `yaml:"lang"` // of the interface; sr-Cyrl unless said otherwise
	Appointments []Appointment `yaml:"appointments"`
	Mandates     []Mandate     `yaml:"mandates"`
}

// Appointment gives a role in a body, both days included.
type Appointment struct {
	Body  string `yaml:"body"`
	Role  string `yaml:"role"`
	From  string `yaml:"from"`
	Until string `yaml:"until"`
}

// Mandate lets a person speak for an organisation, by its register number.
type Mandate struct {
	Organisation string `yaml:"organisation"`
	From         string `yaml:"from"`
	Until        string `yaml:"until"`
}

// Organisation is an association, a chamber or another that comments.
type Organisation struct {
	RegisterNo string `yaml:"register_no"`
	Name       string `yaml:"name"`
	Kind       string `yaml:"kind"`
}

// LoadCast returns the cast.
func LoadCast() (Cast, error) {
	var c Cast
	if err := read("people.yaml", &c); err != nil {
		return Cast{}, err
	}
	for i := range c.People {
		if c.People[i].Lang == "" {
			c.People[i].Lang = "sr-Cyrl"
		}
	}
	return c, nil
}

// Submission is what one author sends about a draft.
type Submission struct {
	Draft    Draft     `yaml:"draft"`
	Lang     string    `yaml:"lang"` // sr-Cyrl unless said otherwise
	Author   Author    `yaml:"author"`
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
