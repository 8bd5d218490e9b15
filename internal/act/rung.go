package act

// A rung is one level of lists: how its markers are written and what its items are.
type rung struct {
	form  form
	class class
	kind  Kind
}

// A form is what stands around the number of a marker.
type form uint8

const (
	bracketed form = iota // (1)
	closed                // 1)
	dotted                // 1.
)

// A class is what the number of a marker is written with.
type class uint8

const (
	arabic       class = iota // 1
	small                     // a
	capital                   // A
	smallRoman                // i
	capitalRoman              // I
	doubled                   // aa
	doubledCaps               // AA
)
