package web

var draftingPages = []page{}
