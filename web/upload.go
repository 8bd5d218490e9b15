package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
)

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
