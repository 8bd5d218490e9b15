package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/rasprava/rasprava/internal/script"
)

// scriptCommand is the filter between the two scripts of Serbian.
type scriptCommand struct {
	Latin    scriptLatin    `cmd:"" help:"Write the text in Latin: rasprava script latin < zakon.txt. Roman numerals and foreign words stay."`
	Cyrillic scriptCyrillic `cmd:"" help:"Write the text in Cyrillic: rasprava script cyrillic < nacrt.txt. Addresses, units and Roman numerals stay in Latin."`
	Fold     scriptFold     `cmd:"" help:"Write the key by which texts are found and compared: one script, small letters, plain quotation marks, dashes and spaces."`
	Check    scriptCheck    `cmd:"" help:"List words that mix look-alike letters of both scripts, as line:word, and exit 1 when there are any: rasprava script check < nacrt.txt."`
}

type (
	scriptLatin    struct{}
	scriptCyrillic struct{}
	scriptFold     struct{}
	scriptCheck    struct{}
)

// Run writes standard input in Latin.
func (scriptLatin) Run(s *stdio) error { return filterText(s, script.ToLatin) }

// Run writes standard input in Cyrillic.
func (scriptCyrillic) Run(s *stdio) error { return filterText(s, script.ToCyrillic) }

// Run writes the folded lines of standard input.
func (scriptFold) Run(s *stdio) error {
	return filterText(s, func(text string) string {
		lines := strings.SplitAfter(text, "\n")
		for i, line := range lines {
			body := strings.TrimRight(line, "\r\n")
			lines[i] = script.Fold(body) + line[len(body):]
		}
		return strings.Join(lines, "")
	})
}

// Run lists the look-alike letters of standard input.
func (scriptCheck) Run(s *stdio) error {
	text, err := readText(s)
	if err != nil {
		return err
	}
	found := script.Lookalikes(text)
	line, at := 1, 0
	for _, l := range found {
		line += strings.Count(text[at:l.Offset], "\n")
		at = l.Offset
		fmt.Fprintf(s.out, "%d:%s\n", line, l.Word)
	}
	if len(found) > 0 {
		return errAnswerNo
	}
	return nil
}

func filterText(s *stdio, filter func(string) string) error {
	text, err := readText(s)
	if err != nil {
		return err
	}
	_, err = io.WriteString(s.out, filter(text))
	return err
}

func readText(s *stdio) (string, error) {
	data, err := io.ReadAll(s.in)
	if err != nil {
		return "", inputError{fmt.Errorf("read standard input: %w", err)}
	}
	if !utf8.Valid(data) {
		return "", inputError{fmt.Errorf("read standard input: not UTF-8 text")}
	}
	return string(data), nil
}
