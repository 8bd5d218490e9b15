// Package chart draws: a graph of steps and ways between them, and bars over
// time. What it draws comes with its words already in the reader's language; it
// knows neither procedures nor dossiers, measures letters by a table of its own
// and gives the same bytes for the same values on any machine.
//
// A picture is SVG that needs no style sheet, script or font of its own: colours
// and sizes are attributes, dark on light, and no meaning rests on colour alone.
package chart
