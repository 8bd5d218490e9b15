package web

var decisionPages = []page{}
