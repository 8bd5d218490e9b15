package attachment

import (
	"encoding/binary"
	"hash/crc32"
)

// pngKept are the chunks by which a picture is shown (Portable Network Graphics,
// third edition, section 11); texts, times and Exif are not among them.
var pngKept = map[string]bool{"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "cHRM": true, "gAMA": true, "iCCP": true, "sBIT": true,
	"sRGB": true, "cICP": true, "bKGD": true, "hIST": true, "pHYs": true, "sPLT": true, "acTL": true, "fcTL": true, "fdAT": true}

// cleanPNG keeps of a PNG file what a picture is shown by, up to its end.
func cleanPNG(data []byte) (File, error) {
	if err := fits(data); err != nil {
		return File{}, err
	}
	out := append(make([]byte, 0, len(data)), data[:8]...)
	for rest := data[8:]; ; {
		if len(rest) < 12 {
			return File{}, ErrDamaged
		}
		length := int64(binary.BigEndian.Uint32(rest)) + 12
		if length > int64(len(rest)) {
			return File{}, ErrDamaged
		}
		chunk := rest[:length]
		rest = rest[length:]
		if crc32.ChecksumIEEE(chunk[4:length-4]) != binary.BigEndian.Uint32(chunk[length-4:]) {
			return File{}, ErrDamaged
		}
		name := string(chunk[4:8])
		if pngKept[name] {
			out = append(out, chunk...)
		} else if name[0]&0x20 == 0 { // a chunk without which it cannot be shown, and that nobody knows
			return File{}, ErrDamaged
		}
		if name == "IEND" {
			return File{Kind: PNG, Data: out}, nil
		}
	}
}
