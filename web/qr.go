package web

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// qrCode is a QR code as an SVG path of unit squares, with the four empty
// modules around it that readers need.
type qrCode struct {
	Size int
	Path string
}

const qrMargin = 4

// qrOf returns the code of a text; the zero code for one that is too long.
func qrOf(text string) qrCode {
	c, err := qr.Encode(text, qr.M)
	if err != nil {
		return qrCode{}
	}
	var b strings.Builder
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			from := x
			for x < c.Size && c.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+qrMargin, y+qrMargin, x-from, x-from)
			}
		}
	}
	return qrCode{Size: c.Size + 2*qrMargin, Path: b.String()}
}
