package web

import (
	"bytes"
	"encoding/csv"
	"strings"

	"github.com/rasprava/rasprava/internal/locale"
)

// spreadsheet writes rows as a table that a spreadsheet opens (RFC 4180), in
// UTF-8 with its mark, or Cyrillic is taken for something else. Where people
// write decimals with a comma, spreadsheets part cells by semicolons.
func (v *visit) spreadsheet(rows [][]string) ([]byte, error) {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	w.UseCRLF = true
	if v.lang != locale.En {
		w.Comma = ';'
	}
	err := w.WriteAll(each(rows, func(row []string) []string { return each(row, harmless) }))
	return b.Bytes(), err
}

// harmless returns a text as a cell that no spreadsheet takes for a formula.
func harmless(cell string) string {
	if strings.HasPrefix(strings.TrimLeft(cell, " \u00a0"), "=") || cell != "" && strings.ContainsRune("=+-@\t\r\n|%", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
