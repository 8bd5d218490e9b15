// Package docx reads and writes the text of Word documents (WordprocessingML, ISO/IEC 29500): paragraphs with the numbers that Word shows
// before them, headings, tables, tracked changes with moves, comments with the words they are put on, and footnotes.
//
// A Document holds what stands in the file; a View is the text as it reads with all tracked changes accepted or all rejected. Headers,
// footers, pictures and charts are left aside. The package must not know what an act is, and what it writes depends on nothing but the
// Document: no clock, no chance. A file is read within bounds of size and depth, whatever its bytes are.
package docx
