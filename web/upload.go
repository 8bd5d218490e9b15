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
	leave, err := v.server.reading.enter(v.ctx(), v.person(), network(v.ClientIP()))
	if err != nil {
		return form{}, err
	}
	f, err := v.readForm()
	leave()
	if err != nil {
		return form{}, err
	}
	err = enter(v.ctx(), v.server.uploads)
	if err != nil {
		return form{}, err
	}
	v.placed = true
	return f, nil
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

// chosen opens the file that was chosen in a field, and tells its name; no name:
// none was.
func (v *visit) chosen(field string) (multipart.File, string, error) {
	if v.Request.MultipartForm == nil {
		return nil, "", nil
	}
	headers := v.Request.MultipartForm.File[field]
	if len(headers) == 0 {
		return nil, "", nil
	}
	name := headers[0].Filename
	name = strings.ToValidUTF8(name[strings.LastIndexAny(name, `/\`)+1:], "\ufffd")
	if name == "" {
		return nil, "", nil
	}
	file, err := headers[0].Open()
	if err != nil {
		return nil, "", fmt.Errorf("open upload: %w", err)
	}
	return file, name, nil
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
