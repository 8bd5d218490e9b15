package load

import (
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
	Attached   float64 // share of the submissions with a file, which is uploaded before
	provisions []string
}

// UsualShape is what most submissions look like: one to three comments of some
// sixty words on articles.
func UsualShape() Shape {
	return Shape{Comments: 3, Letters: 400, Named: 0.5, Proposals: 0.2, Placed: 0.9}
}

func (s Shape) check() error {
	for _, share := range []float64{s.Named, s.Proposals, s.Placed, s.Attached} {
		if share < 0 || share > 1 {
			return fmt.Errorf("load: %w: a share is from 0 to 1", ErrUsage)
		}
	}
	if s.Comments < 1 || s.Comments > 200 || s.Letters < 2 || s.Letters > 13_000 || s.Authors < 0 || s.Comments*s.Letters > 200_000 {
		return fmt.Errorf("load: %w: 1 to 200 comments of 2 to 13,000 letters, 200,000 in all", ErrUsage)
	}
	return nil
}

// words are what the texts are made of.
var words = strings.Fields(`рок предлог захтев члан став орган поступак одлука предмет право обавеза лице грађани јавност мера услов начин надлежност
решење доказ податак пријава жалба накнада трошак надзор казна удружење општина установа измена одредба образложење примена средства школа вода
шума здравље заштита рад закон уредба сматрам предлажем треба може буде који није да се у на за са од до и или јер како када ако због уместо најмање највише`)

// body returns submission n as it is sent, with the file of an id, if any. It is written
// out by hand, since nothing in it needs an escape and a generator that is slow measures
// itself.
func (s Shape) body(n int64, file string) []byte {
	r := rand.New(rand.NewPCG(uint64(n), 0x726173707261))
	person := n
	if s.Authors > 0 {
		person = r.Int64N(int64(s.Authors))
	}
	b := make([]byte, 0, 256+3*s.Letters)
	if rand.New(rand.NewPCG(uint64(person), 1)).Float64() < s.Named {
		b = fmt.Appendf(b, `{"author":{"kind":"citizen","name":"Грађанин %d","publish_name":%t}`, person+1, person%2 == 0)
	} else {
		b = append(b, `{"author":{"kind":"anonymous"}`...)
	}
	b = append(b, `,"lang":"sr-Cyrl","comments":[`...)
	for i := range 1 + r.IntN(s.Comments) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `{"kind":"`...), kinds[r.IntN(len(kinds))]...)
		b = s.text(append(b, `","body":"`...), r)
		if len(s.provisions) > 0 && r.Float64() < s.Placed {
			b = append(append(b, `","provision":"`...), s.provisions[r.IntN(len(s.provisions))]...)
		}
		if r.Float64() < s.Proposals {
			b = s.text(append(b, `","proposed_text":"`...), r)
		}
		b = append(b, '"')
		if i == 0 && file != "" {
			b = append(append(append(b, `,"attachments":["`...), file...), `"]`...)
		}
		b = append(b, '}')
	}
	return append(b, `]}`...)
}

var kinds = []string{"change", "remark", "question", "support"}

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

// text appends sentences of about as many letters as the shape says; the last may be
// cut short.
func (s Shape) text(b []byte, r *rand.Rand) []byte {
	want := s.Letters/2 + r.IntN(s.Letters+1)
	for letters := 0; letters < want || letters == 0; {
		if letters > 0 {
			b = append(b, ' ')
			letters++
		}
		next := sentences[r.IntN(len(sentences))]
		if left := max(1, want-letters); next.letters > left {
			next = sentence{string([]rune(next.text)[:left]), left}
		}
		b = append(b, next.text...)
		letters += next.letters
	}
	return b
}
