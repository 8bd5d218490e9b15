package web

var dossierPages = []page{}
