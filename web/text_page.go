package web

var textPages = []page{}
