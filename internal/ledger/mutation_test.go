package ledger

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
)

// eachByteChanged gives refuse every file that differs from one by a bit, by a byte
// that is put, inserted or removed, or by its end, with what was done to it and where.
func eachByteChanged(file []byte, refuse func(what string, at int, other []byte)) {
	for at := range file {
		for bit := range 8 {
			other := bytes.Clone(file)
			other[at] ^= 1 << bit
			refuse("flipped bit", at, other)
		}
		for _, c := range []byte("\n\r 0A=+\x00") {
			if c != file[at] {
				other := bytes.Clone(file)
				other[at] = c
				refuse(fmt.Sprintf("%q put", c), at, other)
			}
			if at == 0 || file[at-1] != c {
				refuse(fmt.Sprintf("%q inserted", c), at, slices.Insert(bytes.Clone(file), at, c))
			}
		}
		refuse("byte removed", at, slices.Delete(bytes.Clone(file), at, at+1))
		refuse("cut", at, bytes.Clone(file[:at]))
	}
	refuse("line feed put at the end", len(file), append(bytes.Clone(file), '\n'))
}

// changedAtRandom gives refuse n files in which up to five pieces of one are removed,
// repeated elsewhere, turned round or another byte. The same name gives the same files.
func changedAtRandom(file []byte, name string, n int, refuse func(n int, other []byte)) {
	random := rand.New(testRandom(name))
	for i := range n {
		other := bytes.Clone(file)
		for range 1 + random.IntN(5) {
			from := random.IntN(len(other))
			to := from + random.IntN(min(80, len(other)-from)+1)
			switch piece := bytes.Clone(other[from:to]); random.IntN(4) {
			case 0:
				other = slices.Delete(other, from, to)
			case 1:
				other = slices.Insert(other, random.IntN(len(other)+1), piece...)
			case 2:
				other[from] = byte(random.IntN(256))
			default:
				slices.Reverse(other[from:to])
			}
			if len(other) == 0 {
				other = []byte{'\n'}
			}
		}
		if !bytes.Equal(other, file) {
			refuse(i, other)
		}
	}
}
