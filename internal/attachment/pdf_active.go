package attachment

import (
	"fmt"
	"regexp"
	"strings"
)

// activeNames are what a PDF file has that runs scripts or starts programs: names and
// actions of ISO 32000-1, 12.6.4.16 and 12.6.4.5.
var activeNames = regexp.MustCompile(pdfName("JavaScript") + `|` + pdfName("S") + pdfSpace + `*` + pdfName("Launch"))

// pdfName returns what a name is written as: any of its characters may stand as #
// and two hexadecimal digits (7.3.5).
func pdfName(name string) string {
	var b strings.Builder
	b.WriteByte('/')
	for _, c := range []byte(name) {
		fmt.Fprintf(&b, "(?:%c|(?i:#%02x))", c, c)
	}
	return b.String()
}

// activePDF reports whether a PDF file runs scripts or starts programs, as far as its
// objects stand in the open or in object streams that can be unpacked within maxUnpacked
// bytes.
func activePDF(data []byte) bool {
	if activeNames.Match(data) {
		return true
	}
	budget := int64(maxUnpacked)
	for _, m := range objectStream.FindAllIndex(data, -1) {
		dictionary, body, ok := streamAround(data, m)
		if !ok || !deflated.Match(dictionary) || budget <= 0 {
			continue
		}
		objects, _, _ := inflated(body, budget)
		budget -= int64(len(objects))
		if activeNames.Match(objects) {
			return true
		}
	}
	return false
}
