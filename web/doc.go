// Package web serves Rasprava over HTTP: the API that web/api specifies, the
// public log, and what operators ask. A handler reads the request, asks the
// store or the engine, and says what to answer; one adapter writes answers and
// problems. It decides nothing that the domain decides, holds no SQL, and knows
// neither workflows nor activities.
package web
