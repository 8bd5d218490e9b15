package web

var redlinePages = []page{}
