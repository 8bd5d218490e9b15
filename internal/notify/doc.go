// Package notify writes what people are told outside the pages: calendar files
// (RFC 5545). It takes words that are ready in the reader's language, reads no
// clock and sends nothing.
package notify
