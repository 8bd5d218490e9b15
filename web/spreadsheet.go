package web

import "strings"

// harmless returns a text as a cell that no spreadsheet takes for a formula.
func harmless(cell string) string {
	if strings.HasPrefix(strings.TrimLeft(cell, " \u00a0"), "=") || cell != "" && strings.ContainsRune("=+-@\t\r\n|%", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
