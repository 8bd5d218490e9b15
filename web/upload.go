package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
)

// maxInMemory is how much of the files of a form is held in memory, in bytes; the
// rest stands on the disk until the answer is decided.
const maxInMemory = 1 << 20

// readUpload reads a form with files and takes one of the places that there are for
// what is made of them, when all has come. Whoever calls it knows that the visitor
// may send it.
func (v *visit) readUpload() (form, error) {
	f, err := v.readInLine()
	if err != nil {
		return form{}, err
	}
	return f, v.takePlace()
}

// readWithFile reads a form that may bring a file in a field, as readWords does, and a place
// is taken where there is a file, as readUpload does.
func (v *visit) readWithFile(field string) (form, error) {
	f, err := v.readWords()
	if err != nil || !v.hasFile(field) {
		return f, err
	}
	return f, v.takePlace()
}

// readWords reads a form that holds a whole submission. One that is longer than words can
// be is read in line.
func (v *visit) readWords() (form, error) {
	if n := v.Request.ContentLength; n < 0 || n > boundSubmission {
		return v.readInLine()
	}
	return v.readForm()
}

// readInLine reads a form when no more are read at once than may be.
func (v *visit) readInLine() (form, error) {
	leave, err := v.server.reading.enter(v.ctx(), v.person(), network(v.ClientIP()))
	if err != nil {
		return form{}, err
	}
	defer leave()
	return v.readForm()
}

// takePlace takes one of the places for what is made of files.
func (v *visit) takePlace() error {
	err := enter(v.ctx(), v.server.uploads)
	v.placed = err == nil
	return err
}

// leave gives back what reading a form took: its place, and its files.
func (v *visit) leave() {
	if v.Request.MultipartForm != nil {
		err := v.Request.MultipartForm.RemoveAll()
		if err != nil {
			v.server.log.WarnContext(v.ctx(), "upload_not_removed", "error", err)
		}
	}
	if v.placed {
		<-v.server.uploads
	}
}

// hasFile reports whether a file was chosen in a field.
func (v *visit) hasFile(field string) bool {
	return v.Request.MultipartForm != nil && len(v.Request.MultipartForm.File[field]) > 0 && nameOfFile(v.Request.MultipartForm.File[field][0]) != ""
}

// nameOfFile returns the last part of what a file is called.
func nameOfFile(h *multipart.FileHeader) string {
	return strings.ToValidUTF8(h.Filename[strings.LastIndexAny(h.Filename, `/\`)+1:], "\ufffd")
}

// chosen opens the file that was chosen in a field, and tells its name; no name:
// none was.
func (v *visit) chosen(field string) (multipart.File, string, error) {
	if !v.hasFile(field) {
		return nil, "", nil
	}
	header := v.Request.MultipartForm.File[field][0]
	file, err := header.Open()
	if err != nil {
		return nil, "", fmt.Errorf("open upload: %w", err)
	}
	return file, nameOfFile(header), nil
}

// fileOf returns the name and the bytes of a file that was chosen, one byte more
// than a document may have at most; no name: none was.
func (v *visit) fileOf(field string) (string, []byte, error) {
	file, name, err := v.chosen(field)
	if err != nil || name == "" {
		return "", nil, err
	}
	content, err := io.ReadAll(io.LimitReader(file, maxDocument+1))
	err = errors.Join(err, file.Close())
	if err != nil {
		return "", nil, fmt.Errorf("read upload: %w", err)
	}
	return name, content, nil
}
