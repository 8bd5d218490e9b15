package attachment

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"strings"
	"testing"
)

// film is a GIF of two pictures that repeats, with a comment and XMP.
func film(t testing.TB) []byte {
	t.Helper()
	palette := color.Palette{color.Black, color.White}
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{image.NewPaletted(image.Rect(0, 0, 8, 6), palette), image.NewPaletted(image.Rect(0, 0, 8, 6), palette)}, Delay: []int{5, 5}})
	if err != nil {
		t.Fatal(err)
	}
	all := b.Bytes()
	at := 13 + gifColours(all[10])
	more := "\x21\xfe\x05Petar\x00" + "\x21\xff\x0bXMP DataXMP\x05Petar\x00"
	return []byte(string(all[:at]) + more + string(all[at:]) + "behind the end")
}

// vp8 is the chunk of a picture of one pixel.
var vp8 = func() string {
	b, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		panic(err) // it is above
	}
	return string(b[12:])
}()

func webpChunk(name, content string) string {
	length := binary.LittleEndian.AppendUint32(nil, uint32(len(content)))
	return name + string(length) + content + strings.Repeat("\x00", len(content)&1)
}

func webp(chunks ...string) []byte {
	all := "WEBP" + strings.Join(chunks, "")
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(all)))) + all)
}

// webPicture is a WebP with a profile of colours, and with chunks that tell something.
func webPicture(telling ...string) []byte {
	chunks := []string{webpChunk("VP8X", "\x2c\x00\x00\x00"+"\x00\x00\x00"+"\x00\x00\x00"), webpChunk("ICCP", "colours"), vp8}
	for i := 0; i+1 < len(telling); i += 2 {
		chunks = append(chunks, webpChunk(telling[i], telling[i+1]))
	}
	return append(webp(chunks...), "behind the end"...)
}

// webFilm is a WebP of a frame that tells something.
func webFilm() []byte {
	frame := strings.Repeat("\x00", 16) + webpChunk("EXIF", "Petar") + vp8
	return webp(webpChunk("VP8X", "\x02\x00\x00\x00"+"\x00\x00\x00"+"\x00\x00\x00"), webpChunk("ANIM", "\x00\x00\x00\x00\x00\x00"), webpChunk("ANMF", frame))
}

func TestAPictureIsShownAsBefore(t *testing.T) {
	f, err := Clean(film(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := gif.DecodeAll(bytes.NewReader(f.Data))
	if err != nil || len(got.Image) != 2 || got.Delay[1] != 5 || got.LoopCount != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
	f, err = Clean(webPicture("EXIF", "x", "XMP ", "y"))
	if want := webp(webpChunk("VP8X", "\x20\x00\x00\x00"+"\x00\x00\x00"+"\x00\x00\x00"), webpChunk("ICCP", "colours"), vp8); err != nil || !bytes.Equal(f.Data, want) {
		t.Errorf("got %q, %v, want %q", f.Data, err, want)
	}
}

func TestAPictureThatIsNoneIsRefused(t *testing.T) {
	whole := film(t)
	whole = whole[:len(whole)-len("behind the end")]
	huge := bytes.Clone(whole)
	binary.LittleEndian.PutUint16(huge[6:], 65535)
	binary.LittleEndian.PutUint16(huge[8:], 65535)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"a GIF that is cut":          {whole[:len(whole)-3], ErrDamaged},
		"a GIF without a picture":    {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), ErrDamaged},
		"a GIF that is too large":    {huge, ErrSwollen},
		"a sound":                    {[]byte("RIFF\x04\x00\x00\x00WAVE"), ErrKind},
		"a WebP that is cut":         {webPicture()[:40], ErrDamaged},
		"a WebP without a picture":   {webp(webpChunk("ICCP", "colours")), ErrDamaged},
		"a WebP that is too large":   {webp(webpChunk("VP8X", "\x00\x00\x00\x00"+"\xff\xff\xff"+"\xff\xff\xff"), vp8), ErrSwollen},
		"a lossless one, too large":  {webp(webpChunk("VP8L", "\x2f\xff\xff\xff\x0f")), ErrSwollen},
		"a chunk beyond the end":     {webp("VP8 \xff\xff\xff\x7f"), ErrDamaged},
		"a frame without a picture":  {webp(webpChunk("ANMF", strings.Repeat("\x00", 16))), ErrDamaged},
		"a frame shorter than one":   {webp(webpChunk("ANMF", "\x00\x00")), ErrDamaged},
		"another picture in a frame": {webp(webpChunk("ANMF", strings.Repeat("\x00", 16)+webpChunk("VP8 ", "no picture"))), ErrDamaged},
	} {
		_, err := Clean(c.data)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}
