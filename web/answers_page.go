package web

var answersPages = []page{}
