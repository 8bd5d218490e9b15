package docx

import (
	"strconv"
	"strings"
)

const (
	office      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageRels = "http://schemas.openxmlformats.org/package/2006/relationships"
	wordType    = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

const packageRelations = declaration + `<Relationships xmlns="` + packageRels + `">` +
	`<Relationship Id="rId1" Type="` + office + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`</Relationships>`

const settings = declaration + `<w:settings xmlns:w="` + spaceWord + `"><w:defaultTabStop w:val="567"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

func (w *writer) contentTypes() string {
	var b strings.Builder
	b.WriteString(declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	for _, p := range []struct{ part, kind string }{
		{"document", "document.main"}, {"styles", "styles"}, {"settings", "settings"}, {"numbering", "numbering"},
	} {
		b.WriteString(`<Override PartName="/word/` + p.part + `.xml" ContentType="` + wordType + p.kind + `+xml"/>`)
	}
	if len(w.doc.Comments) > 0 {
		b.WriteString(`<Override PartName="/word/comments.xml" ContentType="` + wordType + `comments+xml"/>`)
	}
	b.WriteString("</Types>")
	return b.String()
}

func (w *writer) documentRelations() string {
	var b strings.Builder
	b.WriteString(declaration + `<Relationships xmlns="` + packageRels + `">`)
	id := 0
	add := func(kind, target string) {
		id++
		b.WriteString(`<Relationship Id="rId` + strconv.Itoa(id) + `" Type="` + office + kind + `" Target="` + target + `"/>`)
	}
	add("styles", "styles.xml")
	add("settings", "settings.xml")
	add("numbering", "numbering.xml")
	if len(w.doc.Comments) > 0 {
		add("comments", "comments.xml")
	}
	for i := range w.doc.Data {
		add("customXml", "../"+dataName(i))
	}
	b.WriteString("</Relationships>")
	return b.String()
}

func (w *writer) core() string {
	return declaration + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escape(w.doc.Title) + `</dc:title><dc:language>` + escape(w.doc.Lang) +
		`</dc:language></cp:coreProperties>`
}

// styleSheet writes the styles: plain text in a serif of twelve points, a grid for tables, and those of the document.
func (w *writer) styleSheet() string {
	var b strings.Builder
	lang := escape(w.doc.Lang)
	if lang == "" {
		lang = "sr-Cyrl-RS"
	}
	b.WriteString(declaration + `<w:styles` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>` +
		`<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="` + lang + `" w:eastAsia="` + lang + `" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>` +
		`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>` +
		`<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	b.WriteString(`</w:tblBorders></w:tblPr></w:style>`)
	for i := range w.doc.Styles {
		w.writeStyle(&b, i)
	}
	b.WriteString("</w:styles>")
	return b.String()
}

func (w *writer) writeStyle(b *strings.Builder, i int) {
	s := &w.doc.Styles[i]
	kind := "paragraph"
	if s.Character {
		kind = "character"
	}
	b.WriteString(`<w:style w:type="` + kind + `" w:customStyle="1" w:styleId="` + styleID(i) + `"><w:name w:val="` + escape(s.Name) + `"/>`)
	if !s.Character {
		b.WriteString(`<w:basedOn w:val="` + w.below(s.BasedOn) + `"/><w:next w:val="` + w.below(s.Next) + `"/>`)
	}
	b.WriteString(`<w:qFormat/>`)
	if !s.Character {
		b.WriteString("<w:pPr>")
		if s.KeepNext {
			b.WriteString("<w:keepNext/>")
		}
		if s.Before > 0 || s.After > 0 {
			b.WriteString(`<w:spacing w:before="` + strconv.Itoa(s.Before) + `" w:after="` + strconv.Itoa(s.After) + `"/>`)
		}
		if s.Left != 0 || s.First != 0 {
			first := ` w:firstLine="` + strconv.Itoa(s.First) + `"`
			if s.First < 0 {
				first = ` w:hanging="` + strconv.Itoa(-s.First) + `"`
			}
			b.WriteString(`<w:ind w:left="` + strconv.Itoa(s.Left) + `"` + first + `/>`)
		}
		if s.Align != "" {
			b.WriteString(`<w:jc w:val="` + escape(s.Align) + `"/>`)
		}
		if s.Level > 0 {
			b.WriteString(`<w:outlineLvl w:val="` + strconv.Itoa(s.Level-1) + `"/>`)
		}
		b.WriteString("</w:pPr>")
	}
	b.WriteString("<w:rPr>")
	if s.Bold {
		b.WriteString("<w:b/><w:bCs/>")
	}
	if s.Italic {
		b.WriteString("<w:i/><w:iCs/>")
	}
	if s.Size > 0 {
		size := strconv.Itoa(s.Size)
		b.WriteString(`<w:sz w:val="` + size + `"/><w:szCs w:val="` + size + `"/>`)
	}
	b.WriteString("</w:rPr></w:style>")
}

func (w *writer) below(name string) string {
	if id, ok := w.styles[name]; ok {
		return id
	}
	return "Normal"
}

func (w *writer) comments() string {
	var b strings.Builder
	b.WriteString(declaration + "<w:comments" + spaces + ">")
	for _, c := range w.doc.Comments {
		date := ""
		if c.Date != "" {
			date = ` w:date="` + escape(c.Date) + `"`
		}
		b.WriteString(`<w:comment w:id="` + escape(c.ID) + `" w:author="` + escape(c.Author) + `"` + date + `>`)
		for _, text := range strings.Split(c.Text, "\n") {
			b.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + escape(text) + "</w:t></w:r></w:p>")
		}
		b.WriteString("</w:comment>")
	}
	b.WriteString("</w:comments>")
	return b.String()
}
