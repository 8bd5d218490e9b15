// Package activities holds the side effects of the workflows: one struct a
// concern, each method one transaction of the record or, where it beats, many, idempotent by the key
// that the input's comment in package dossier states. It must not decide
// anything itself, nor hold SQL.
package activities
