package attachment

import (
	"bytes"
	"encoding/binary"
	_ "image/gif" // tells the measure of a picture
)

// The blocks of a GIF file (GIF89a, appendix A).
const (
	gifExtension   = 0x21
	gifImage       = 0x2c
	gifTrailer     = 0x3b
	gifControl     = 0xf9 // how long a picture is shown, and what of it is seen through
	gifApplication = 0xff
)

// gifRepeats are the applications by which a film is told how often to run.
var gifRepeats = []string{"\x0bNETSCAPE2.0", "\x0bANIMEXTS1.0"}

// cleanGIF keeps of a GIF file its pictures and how they follow one another: not its
// comments, XMP and what other programs put in, nor what stands behind its end.
func cleanGIF(data []byte) (File, error) {
	if err := fits(data); err != nil {
		return File{}, err
	}
	head := 13 + gifColours(data[10])
	if head > len(data) {
		return File{}, ErrDamaged
	}
	out := append(make([]byte, 0, len(data)), data[:head]...)
	pictures := 0
	for rest := data[head:]; len(rest) > 0; {
		switch rest[0] {
		case gifTrailer:
			if pictures == 0 {
				return File{}, ErrDamaged
			}
			return File{Kind: GIF, Data: append(out, gifTrailer)}, nil
		case gifImage:
			if len(rest) < 10 {
				return File{}, ErrDamaged
			}
			if wide, high := binary.LittleEndian.Uint16(rest[5:]), binary.LittleEndian.Uint16(rest[7:]); int64(wide)*int64(high) > maxPixels {
				return File{}, ErrSwollen
			}
			n := gifBlocks(rest, 10+gifColours(rest[9])+1)
			if n == 0 {
				return File{}, ErrDamaged
			}
			out, rest = append(out, rest[:n]...), rest[n:]
			pictures++
		case gifExtension:
			n := gifBlocks(rest, 2)
			if n == 0 {
				return File{}, ErrDamaged
			}
			if gifShows(rest[:n]) {
				out = append(out, rest[:n]...)
			}
			rest = rest[n:]
		default:
			return File{}, ErrDamaged
		}
	}
	return File{}, ErrDamaged
}

// gifColours returns how many bytes a table of colours takes that flags announce.
func gifColours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifBlocks returns how far a block goes whose parts begin at a place; 0: it does not
// end.
func gifBlocks(data []byte, at int) int {
	for at < len(data) {
		n := int(data[at])
		if at += n + 1; n == 0 {
			return at
		}
	}
	return 0
}

// gifShows reports whether an extension is one by which pictures are shown.
func gifShows(block []byte) bool {
	if block[1] == gifApplication {
		for _, name := range gifRepeats {
			if bytes.HasPrefix(block[2:], []byte(name)) && len(block) <= 24 {
				return true
			}
		}
	}
	return block[1] == gifControl
}
