package attachment

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/jpeg" // tells the measure of a picture
	_ "image/png"  // likewise
)

// maxPixels is the largest picture.
const maxPixels = 120_000_000

// fits refuses a picture that cannot be read or would fill a reader's memory.
func fits(data []byte) error {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width <= 0 || c.Height <= 0 {
		return ErrDamaged
	}
	if int64(c.Width)*int64(c.Height) > maxPixels {
		return ErrSwollen
	}
	return nil
}

// The markers of a JPEG file (ITU-T T.81, table B.1).
const (
	jpegSOI  = 0xd8
	jpegEOI  = 0xd9
	jpegSOS  = 0xda
	jpegAPP0 = 0xe0
	jpegAPP1 = 0xe1
	jpegAPP2 = 0xe2
	jpegAPPE = 0xee // Adobe: how colours are coded
	jpegAPPF = 0xef
	jpegCOM  = 0xfe
)

// cleanJPEG keeps of a JPEG file what a picture is shown by: not its Exif, XMP,
// IPTC and comments, nor what stands behind its end. How a camera was held is
// kept, since the picture would lie on its side without.
func cleanJPEG(data []byte) (File, error) {
	if err := fits(data); err != nil {
		return File{}, err
	}
	out := make([]byte, 0, len(data)+64)
	out = append(out, 0xff, jpegSOI)
	turned := byte(0)
	rest, at := data[2:], 2 // where what is not about the picture may be put in
	for {
		marker, segment, after, ok := jpegSegment(rest)
		if !ok {
			return File{}, ErrDamaged
		}
		rest = after
		switch {
		case marker == jpegEOI:
			out = append(out, 0xff, jpegEOI)
			if turned > 1 {
				out = append(out[:at], append(orientation(turned), out[at:]...)...)
			}
			return File{Kind: JPEG, Data: out}, nil
		case marker == jpegAPP1:
			if turned == 0 {
				turned = orientationOf(segment)
			}
		case marker == jpegAPP0 && len(segment) >= 18 && bytes.HasPrefix(segment[4:], []byte("JFIF\x00")):
			plain := append([]byte{}, segment[:18]...) // without its thumbnail
			plain[2], plain[3], plain[16], plain[17] = 0, 16, 0, 0
			out = append(out, plain...)
			at = len(out)
		case !jpegShows(marker, segment), marker == jpegAPP0:
		default:
			out = append(out, segment...)
			if marker != jpegSOS {
				continue
			}
			n := jpegScan(rest)
			out, rest = append(out, rest[:n]...), rest[n:]
		}
	}
}

// jpegShows reports whether a segment is one by which a picture is shown.
func jpegShows(marker byte, segment []byte) bool {
	switch {
	case marker == jpegAPP0:
		return bytes.HasPrefix(segment[4:], []byte("JFIF\x00"))
	case marker == jpegAPP2:
		return bytes.HasPrefix(segment[4:], []byte("ICC_PROFILE\x00"))
	case marker == jpegAPPE:
		return bytes.HasPrefix(segment[4:], []byte("Adobe"))
	}
	return (marker < jpegAPP0 || marker > jpegAPPF) && marker != jpegCOM
}

// jpegSegment cuts the next segment off, with its marker and its length.
func jpegSegment(data []byte) (marker byte, segment, rest []byte, ok bool) {
	if len(data) < 2 || data[0] != 0xff {
		return 0, nil, nil, false
	}
	for len(data) > 2 && data[1] == 0xff { // fill bytes
		data = data[1:]
	}
	marker = data[1]
	if marker == jpegEOI {
		return marker, data[:2], data[2:], true
	}
	if len(data) < 4 {
		return 0, nil, nil, false
	}
	length := 2 + int(binary.BigEndian.Uint16(data[2:]))
	if length < 4 || length > len(data) || marker == 0 {
		return 0, nil, nil, false
	}
	return marker, data[:length], data[length:], true
}

// jpegScan returns how long the coded picture is that stands behind the header of
// a scan.
func jpegScan(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] == 0xff && data[i+1] != 0 && (data[i+1] < 0xd0 || data[i+1] > 0xd7) && data[i+1] != 0xff {
			return i
		}
	}
	return len(data)
}

const exifHead = "Exif\x00\x00"

// orientationOf returns the orientation of a picture (Exif, tag 0x0112) that an
// APP1 segment tells; 0: none.
func orientationOf(segment []byte) byte {
	tiff, ok := bytes.CutPrefix(segment[4:], []byte(exifHead))
	if !ok || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	switch string(tiff[:2]) {
	case "MM":
	case "II":
		order = binary.LittleEndian
	default:
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	n := int64(order.Uint16(tiff[at:]))
	for i := range n {
		entry := at + 2 + 12*i
		if entry+12 > int64(len(tiff)) {
			return 0
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if v := order.Uint16(tiff[entry+8:]); v >= 1 && v <= 8 {
				return byte(v)
			}
			return 0
		}
	}
	return 0
}

// orientation returns an APP1 segment that tells the orientation and nothing else.
func orientation(turned byte) []byte {
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	tiff[19] = turned
	segment := []byte{0xff, jpegAPP1, 0, byte(2 + len(exifHead) + len(tiff))}
	return append(append(segment, exifHead...), tiff...)
}
