// Package dossier holds the domain: the words of the product as types, the
// commands that people give, who may do what, and the messages that travel
// between the engine and the workflows. Everything in it is a value or a pure
// function. It must not import a database, HTTP or Temporal.
package dossier
