package web

import (
	"bytes"

	"github.com/rasprava/rasprava/internal/locale"
	tables "github.com/rasprava/rasprava/internal/sheet"
)

// spreadsheet writes rows, the first of which names the columns, as a table that a
// spreadsheet opens, and in which nothing is a formula or turns the text. Where people
// write decimals with a comma, spreadsheets part cells by semicolons.
func (v *visit) spreadsheet(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w, err := tables.NewWriter(&b, tables.CSV, rows[0], v.lang != locale.En)
	for _, row := range rows[1:] {
		if err == nil {
			err = w.Write(row)
		}
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}
