package web

var boardPages = []page{}
