package web

func staticPath(name string) string { return "/static/" + name }
