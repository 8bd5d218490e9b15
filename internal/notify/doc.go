// Package notify tells people things outside the pages: it writes calendar files
// (RFC 5545), and it writes and sends the e-mail that the record has queued, by SMTP
// or into a folder. What it writes holds no text of a comment, and what it logs
// no address, number or name. It reads no clock.
package notify
