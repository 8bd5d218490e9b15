package chart

import (
	"bytes"
	"fmt"
	"html"
	"strconv"
	"strings"
)

// The colours are those of the pages; each text stands at 4.5:1 at least.
const (
	ink   = "#14202e"
	ink2  = "#45566a"
	faint = "#d5dce4"
	wash  = "#f1f4f8"
	brand = "#17375e"
	live  = "#1a4f9c"
	blue  = "#e4edf9"
	green = "#1b6b45"
	mint  = "#e3f2ea"
	paper = "#ffffff"
)

// faces are the type faces that a picture asks for, alone as well as in a page.
const faces = "'Source Sans 3', 'Noto Sans', Arial, sans-serif"

// drawing is an SVG in the making.
type drawing struct{ bytes.Buffer }

// number writes a length with at most one decimal.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 1, 64)
	return strings.TrimSuffix(s, ".0")
}

// put writes an element that is closed at once; attributes come as names and
// values in turn.
func (d *drawing) put(element string, attributes ...any) {
	d.open(element, attributes...)
	d.Truncate(d.Len() - 1)
	d.WriteString("/>\n")
}

// open writes the beginning of an element. A value that is empty is left out.
func (d *drawing) open(element string, attributes ...any) {
	d.WriteString("<" + element)
	for i := 0; i+1 < len(attributes); i += 2 {
		value := ""
		switch v := attributes[i+1].(type) {
		case float64:
			value = number(v)
		default:
			value = fmt.Sprint(v)
		}
		if value != "" {
			fmt.Fprintf(d, ` %s="%s"`, attributes[i], html.EscapeString(value))
		}
	}
	d.WriteByte('>')
}

// says writes an element that holds a text alone.
func (d *drawing) says(element, text string, attributes ...any) {
	d.open(element, attributes...)
	d.WriteString(html.EscapeString(text) + "</" + element + ">\n")
}

// begin opens a picture with its name and what it shows for who does not see it.
func (d *drawing) begin(h Heading, width, height float64) {
	d.open("svg", "xmlns", "http://www.w3.org/2000/svg", "role", "img", "aria-labelledby", h.ID+"-title "+h.ID+"-desc", "lang", h.Lang,
		"width", width, "height", height, "viewBox", "0 0 "+number(width)+" "+number(height), "font-family", faces, "fill", ink)
	d.WriteByte('\n')
	d.says("title", h.Title, "id", h.ID+"-title")
	d.says("desc", h.Desc, "id", h.ID+"-desc")
	d.put("rect", "width", width, "height", height, "fill", paper)
}

func (d *drawing) end() []byte {
	d.WriteString("</svg>\n")
	return d.Bytes()
}

// lines writes lines of text below one another; the first stands on y.
func (d *drawing) lines(text []string, x, y, size, step float64, attributes ...any) {
	for i, l := range text {
		d.says("text", l, append([]any{"x", x, "y", y + float64(i)*step, "font-size", size}, attributes...)...)
	}
}

// Heading is what a picture says of itself.
type Heading struct {
	ID    string // unique in the page in which the picture stands
	Lang  string // of its words, as HTML has it
	Title string
	Desc  string // what it shows, for who does not see it
}
