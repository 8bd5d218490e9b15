package load

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// Shape is what the submissions look like. A submission depends on its number
// alone, so that one that is sent again is the same to the letter.
type Shape struct {
	Comments   int     // most in a submission, from 1; each number is as likely
	Letters    int     // in the text of a comment, on average; from half to one and a half of it
	Authors    int     // how many different people send; 0: everybody another
	Named      float64 // share, from 0 to 1, of the people who give a name; the others are anonymous
	Proposals  float64 // share of the comments with a wording of their own
	Placed     float64 // share of the comments that are on an article
	provisions []string
}

// UsualShape is what most submissions look like: one to three comments of some
// sixty words on articles.
func UsualShape() Shape {
	return Shape{Comments: 3, Letters: 400, Named: 0.5, Proposals: 0.2, Placed: 0.9}
}

func (s Shape) check() error {
	for _, share := range []float64{s.Named, s.Proposals, s.Placed} {
		if share < 0 || share > 1 {
			return fmt.Errorf("load: %w: a share is from 0 to 1", ErrUsage)
		}
	}
	if s.Comments < 1 || s.Comments > 200 || s.Letters < 2 || s.Letters > 13_000 || s.Authors < 0 || s.Comments*s.Letters > 200_000 {
		return fmt.Errorf("load: %w: 1 to 200 comments of 2 to 13,000 letters, 200,000 in all", ErrUsage)
	}
	return nil
}

type sentAuthor struct {
	Kind        string `json:"kind"`
	Name        string `json:"name,omitempty"`
	PublishName bool   `json:"publish_name,omitempty"`
}

type sentComment struct {
	Provision    string `json:"provision,omitempty"`
	Kind         string `json:"kind"`
	ProposedText string `json:"proposed_text,omitempty"`
	Body         string `json:"body"`
}

type sentSubmission struct {
	Author   sentAuthor    `json:"author"`
	Lang     string        `json:"lang"`
	Comments []sentComment `json:"comments"`
}

// words are what the texts are made of.
var words = strings.Fields(`рок предлог захтев члан став орган поступак одлука предмет право обавеза лице грађани јавност мера услов начин надлежност
решење доказ податак пријава жалба накнада трошак надзор казна удружење општина установа измена одредба образложење примена средства школа вода
шума здравље заштита рад закон уредба сматрам предлажем треба може буде који није да се у на за са од до и или јер како када ако због уместо најмање највише`)

// body returns submission n as it is sent.
func (s Shape) body(n int64) []byte {
	r := rand.New(rand.NewPCG(uint64(n), 0x726173707261))
	person := n
	if s.Authors > 0 {
		person = r.Int64N(int64(s.Authors))
	}
	out := sentSubmission{Author: sentAuthor{Kind: "anonymous"}, Lang: "sr-Cyrl"}
	if rand.New(rand.NewPCG(uint64(person), 1)).Float64() < s.Named {
		out.Author = sentAuthor{Kind: "citizen", Name: fmt.Sprintf("Грађанин %d", person+1), PublishName: person%2 == 0}
	}
	kinds := []string{"change", "remark", "question", "support"}
	for range 1 + r.IntN(s.Comments) {
		c := sentComment{Kind: kinds[r.IntN(len(kinds))], Body: s.text(r)}
		if len(s.provisions) > 0 && r.Float64() < s.Placed {
			c.Provision = s.provisions[r.IntN(len(s.provisions))]
		}
		if r.Float64() < s.Proposals {
			c.ProposedText = s.text(r)
		}
		out.Comments = append(out.Comments, c)
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic(err) // plain values always marshal
	}
	return b
}

// sentences are what the texts are made of, with how many letters each has.
var sentences = makeSentences()

type sentence struct {
	text    string
	letters int
}

func makeSentences() []sentence {
	r := rand.New(rand.NewPCG(1, 0x726173707261))
	out := make([]sentence, 2048)
	for i := range out {
		said := make([]string, 4+r.IntN(10))
		for n := range said {
			said[n] = words[r.IntN(len(words))]
		}
		out[i].text = strings.Join(said, " ") + "."
		out[i].letters = utf8.RuneCountInString(out[i].text)
	}
	return out
}

// text returns sentences of about as many letters as the shape says; the last
// may be cut short.
func (s Shape) text(r *rand.Rand) string {
	want := s.Letters/2 + r.IntN(s.Letters+1)
	var b strings.Builder
	for letters := 0; letters < want || letters == 0; {
		if letters > 0 {
			b.WriteByte(' ')
			letters++
		}
		next := sentences[r.IntN(len(sentences))]
		if left := max(1, want-letters); next.letters > left {
			next = sentence{string([]rune(next.text)[:left]), left}
		}
		b.WriteString(next.text)
		letters += next.letters
	}
	return b.String()
}
