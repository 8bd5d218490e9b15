package load

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"time"
)

// File is a file that came with a submission.
type File struct {
	ID     string `json:"id"`     // empty: none came
	SHA256 string `json:"sha256"` // of what was sent, in hexadecimal
}

// pictureSide is how wide and high the pictures are that are sent, in pixels: some 10 KB.
const pictureSide = 96

// file returns the file that comes with submission n, a picture that tells nothing of
// its making; nil: none does.
func (s Shape) file(n int64) ([]byte, error) {
	if !falls(n, s.Attached) {
		return nil, nil
	}
	r := rand.New(rand.NewPCG(uint64(n), 2))
	picture := image.NewGray(image.Rect(0, 0, pictureSide, pictureSide))
	for i := range picture.Pix {
		picture.Pix[i] = byte(r.Uint32())
	}
	var b bytes.Buffer
	err := png.Encode(&b, picture)
	return b.Bytes(), err
}

// upload brings the file of submission n, until it is answered or patience ends, and
// puts down what became of it; false: it is not there.
func (r *run) upload(ctx context.Context, n int64, until time.Time) (File, bool) {
	content, err := r.Shape.file(n)
	if err != nil {
		r.fault("make the file of %d: %v", n, err)
		return File{}, false
	}
	if content == nil {
		return File{}, true
	}
	got, err := r.persist(ctx, until, func() (answered, error) { return r.postFile(ctx, content) })
	r.note("file: "+outcomeOf(got, err), r.Clock(), 0)
	if got.body == nil {
		return File{}, false
	}
	sum := sha256.Sum256(content)
	sent := File{SHA256: hex.EncodeToString(sum[:])}
	var kept File
	err = json.Unmarshal(got.body, &kept)
	if err != nil || kept.ID == "" || kept.SHA256 != sent.SHA256 {
		r.fault("the file of %d is kept as %+v, %v; sent was %s", n, kept, err, sent.SHA256)
		return File{}, false
	}
	sent.ID = kept.ID
	return sent, true
}

// FileRequest is the request that brings the content of a file, under a name, to the system
// at an address.
func FileRequest(ctx context.Context, address, name string, content []byte) (*http.Request, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("write a form: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/api/v1/attachments", &body)
	if err != nil {
		return nil, fmt.Errorf("ask to keep a file: %w", err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	return req, nil
}

// postFile sends a file once.
func (r *run) postFile(ctx context.Context, content []byte) (answered, error) {
	req, err := FileRequest(ctx, r.URL, "slika.png", content)
	if err != nil {
		return answered{}, err
	}
	res, err := r.client.Do(req)
	if err != nil {
		return answered{}, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	out := answered{status: res.StatusCode}
	if err == nil && res.StatusCode == http.StatusCreated {
		out.body = b
	}
	return out, err
}

// holdFile holds the file that came with a submission to what was sent.
func (r *run) holdFile(ctx context.Context, f File) error {
	b, err := r.read(ctx, "/api/v1/attachments/"+f.ID)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != f.SHA256 {
		return fmt.Errorf("file %s is another than was sent", f.ID)
	}
	return nil
}
