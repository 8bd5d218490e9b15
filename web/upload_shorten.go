package web

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"github.com/rasprava/rasprava/internal/attachment"
)

// mostOfFile returns the longest file, in bytes, that a page takes whose requests have a
// bound; 0: the page takes none, or no longer one than its bound.
func mostOfFile(bound int64) int64 {
	switch bound {
	case boundVersions:
		return maxDocument
	case boundAttachment:
		return attachment.MaxBytes
	}
	return 0
}

// limitForm limits the body of a request for a page. Of one with files more is read than
// is kept, so that what was typed beside a file that is too large comes back; a sender
// that waits to be told to go on is told at once.
func (v *visit) limitForm(limit int64) error {
	most, r := mostOfFile(limit), v.Request
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || most == 0 || waits(r) && r.ContentLength > limit || media != "multipart/form-data" || params["boundary"] == "" {
		return bound(v.Writer, r, limit)
	}
	r.Body = http.MaxBytesReader(v.Writer, r.Body, max(limit, drainBound))
	v.shorten = &shortened{boundary: params["boundary"], most: most, all: limit, sizes: map[string]int64{}}
	return nil
}

// shortened writes a form anew whose files are too large: no more of each is kept than
// one byte above what it may have.
type shortened struct {
	boundary string
	most     int64 // bytes of a file
	all      int64 // bytes that are kept of everything
	sizes    map[string]int64
}

// parse reads the form of a request with shortened files.
func (s *shortened) parse(r *http.Request) error {
	out, in := io.Pipe()
	whole := r.Body
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = in.CloseWithError(s.copy(in, whole, r.ContentLength)) // it never fails
	}()
	r.Body = out
	err := r.ParseMultipartForm(maxInMemory)
	_ = out.Close() // likewise
	<-done
	r.Body = whole
	return err
}

// copy writes the parts of a form. The error is of reading or of writing; a form that
// goes on beyond what is read ends with the file that is so large.
func (s *shortened) copy(to io.Writer, from io.Reader, length int64) error {
	parts := multipart.NewReader(from, s.boundary)
	form := multipart.NewWriter(to)
	err := form.SetBoundary(s.boundary)
	if err != nil {
		return err
	}
	for left := s.all; ; {
		part, err := parts.NextRawPart()
		if err == io.EOF { // wrapped, it is of a form that is cut off
			return form.Close()
		}
		if err != nil {
			return err
		}
		w, err := form.CreatePart(part.Header)
		if err != nil {
			return err
		}
		kept := left
		if part.FileName() != "" {
			kept = min(left, s.most+1)
		}
		n, err := io.Copy(w, io.LimitReader(part, kept))
		left -= n
		if err == nil && n == kept {
			var more int64
			more, err = io.Copy(io.Discard, part)
			if more > 0 && part.FileName() == "" || more > 0 && n <= s.most {
				return multipart.ErrMessageTooLarge
			}
			n += more
		}
		var over *http.MaxBytesError
		if part.FileName() != "" && errors.As(err, &over) && n > s.most {
			s.sizes[part.FormName()] = max(n, length)
			return form.Close()
		}
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			s.sizes[part.FormName()] = n
		}
	}
}

// tooLarge says that the file which was chosen in a field is longer than it may be, with
// what it may have and what it has; empty: it is not, or none was chosen.
func (v *visit) tooLarge(field string, most int64) string {
	if !v.hasFile(field) {
		return ""
	}
	size := v.Request.MultipartForm.File[field][0].Size
	if v.shorten != nil {
		size = max(size, v.shorten.sizes[field])
	}
	if size <= most {
		return ""
	}
	return v.t("file.too_large", "size", v.megabytes(size), "limit", v.megabytes(most))
}

// megabytes says a size in megabytes of 2^20 bytes, the part of one as a whole.
func (v *visit) megabytes(size int64) string {
	return v.n("file.megabytes", inMegabytes(size))
}

func inMegabytes(size int64) int { return int((size + 1<<20 - 1) >> 20) }

// MostMegabytes is how much a file may have, in megabytes of 2^20 bytes.
func (f field) MostMegabytes() int { return inMegabytes(f.Most) }

// sizeError is a request that says itself that it is longer than its address takes.
type sizeError struct{ size, limit int64 }

// Error implements error.
func (e *sizeError) Error() string {
	return fmt.Sprintf("the request has %d bytes, %d are taken", e.size, e.limit)
}
