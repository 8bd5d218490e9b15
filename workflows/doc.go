// Package workflows holds the workflows that keep dossiers moving: Dossier
// interprets the plan of its procedure, and a child keeps each stage that waits
// for a publication, a round, opinions or a decision. They wait, in the order
// that the plan says; what happens is done by activities and stands in the
// record. Nothing in the package may depend on anything but its inputs and its
// history: no clock but the workflow's, no goroutine, no map range, no database.
package workflows
