package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
)

// fileOf returns the name and the bytes of a file that was chosen, one byte more
// than a document may have at most; no name: none was.
func (v *visit) fileOf(field string) (string, []byte, error) {
	if v.Request.MultipartForm == nil {
		return "", nil, nil
	}
	headers := v.Request.MultipartForm.File[field]
	if len(headers) == 0 || headers[0].Filename == "" {
		return "", nil, nil
	}
	content, err := readUpload(headers[0])
	name := headers[0].Filename
	return strings.ToValidUTF8(name[strings.LastIndexAny(name, `/\`)+1:], "\ufffd"), content, err
}

func readUpload(h *multipart.FileHeader) ([]byte, error) {
	part, err := h.Open()
	if err != nil {
		return nil, fmt.Errorf("open upload: %w", err)
	}
	content, err := io.ReadAll(io.LimitReader(part, maxDocument+1))
	err = errors.Join(err, part.Close())
	if err != nil {
		return nil, fmt.Errorf("read upload: %w", err)
	}
	return content, nil
}
