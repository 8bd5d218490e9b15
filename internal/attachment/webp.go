package attachment

import (
	"encoding/binary"
	"slices"
)

// The chunks of a WebP file by which a picture is shown (RFC 9649, section 2.7); Exif
// and XMP are not among them. Of a film each frame has chunks of its own.
var (
	webpKept  = []string{"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"}
	webpFrame = []string{"VP8 ", "VP8L", "ALPH"}
)

// webpTold are the flags of VP8X that say that there is Exif or XMP.
const webpTold = 0x08 | 0x04

// cleanWebP keeps of a WebP file what a picture is shown by, as far as its own length
// goes.
func cleanWebP(data []byte) (File, error) {
	if len(data) < 12 || string(data[8:12]) != "WEBP" {
		return File{}, ErrKind
	}
	end := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if end > int64(len(data)) {
		return File{}, ErrDamaged
	}
	out := append(make([]byte, 0, len(data)), data[:12]...)
	out, pictures, err := webpChunks(out, data[12:end], webpKept)
	if err == nil && pictures == 0 {
		err = ErrDamaged
	}
	if err != nil {
		return File{}, err
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return File{Kind: WebP, Data: out}, nil
}

// webpChunks appends those chunks that are kept, and counts the pictures.
func webpChunks(out, rest []byte, kept []string) ([]byte, int, error) {
	pictures := 0
	for len(rest) > 0 {
		if len(rest) < 8 {
			return nil, 0, ErrDamaged
		}
		name, length := string(rest[:4]), int64(binary.LittleEndian.Uint32(rest[4:]))
		whole := length + length&1 + 8
		if whole > int64(len(rest)) {
			return nil, 0, ErrDamaged
		}
		chunk := rest[8 : 8+length]
		if slices.Contains(kept, name) {
			begins := len(out)
			out = append(out, rest[:whole]...)
			err := webpFits(name, chunk)
			switch {
			case err != nil:
				return nil, 0, err
			case name == "VP8X":
				out[begins+8] &^= webpTold
			case name == "VP8 ", name == "VP8L":
				pictures++
			case name == "ANMF":
				var n int
				out, n, err = webpChunks(out[:begins+8+16], chunk[16:], webpFrame)
				if err != nil || n == 0 {
					return nil, 0, ErrDamaged
				}
				binary.LittleEndian.PutUint32(out[begins+4:], uint32(len(out)-begins-8))
				pictures += n
			}
		}
		rest = rest[whole:]
	}
	return out, pictures, nil
}

// webpFits refuses a chunk whose picture cannot be read or would fill a reader's memory.
func webpFits(name string, chunk []byte) error {
	var wide, high int64
	switch name {
	case "VP8X":
		if len(chunk) != 10 {
			return ErrDamaged
		}
		wide, high = 1+int64(uint24(chunk[4:])), 1+int64(uint24(chunk[7:]))
	case "VP8 ":
		if len(chunk) < 10 || chunk[0]&1 != 0 || string(chunk[3:6]) != "\x9d\x01\x2a" {
			return ErrDamaged
		}
		wide, high = int64(binary.LittleEndian.Uint16(chunk[6:])&0x3fff), int64(binary.LittleEndian.Uint16(chunk[8:])&0x3fff)
	case "VP8L":
		if len(chunk) < 5 || chunk[0] != 0x2f {
			return ErrDamaged
		}
		bits := binary.LittleEndian.Uint32(chunk[1:])
		wide, high = 1+int64(bits&0x3fff), 1+int64(bits>>14&0x3fff)
	case "ANMF":
		if len(chunk) < 16 {
			return ErrDamaged
		}
		wide, high = 1+int64(uint24(chunk[6:])), 1+int64(uint24(chunk[9:]))
	default:
		return nil
	}
	switch {
	case wide == 0 || high == 0:
		return ErrDamaged
	case wide*high > maxPixels:
		return ErrSwollen
	}
	return nil
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }
