// Package local runs Postgres and Temporal as child processes on one machine:
// what `rasprava up` and the tests stand on. It finds the programs, makes a
// data folder for them, starts them with the worker and the web server, keeps
// them running and ends them. It installs nothing, knows nothing of dossiers
// and imports nothing else of this module.
package local
