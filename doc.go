// Package rasprava is the root of the module: it holds the tests of the whole
// house, which say what may import what, and no code. The program is
// cmd/rasprava.
package rasprava
