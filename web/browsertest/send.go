package browsertest

import (
	"encoding/json"
	"fmt"
)

// sends posts the form that goes to a path, or, where none does, the first of
// the main part, sent there. The fields are as they stand but for those that are
// given; a name that is no field is that of the button.
const sends = `((to, fields) => {
	const path = (f) => new URL(f.getAttribute("action") ?? "", location.href).pathname;
	const forms = [...document.forms].filter((f) => f.method === "post");
	const form = forms.find((f) => path(f) === to) ?? forms.find((f) => f.closest("main"));
	if (!form) return "there is no form";
	if (path(form) !== to) form.action = to;
	for (const [name, value] of Object.entries(fields)) {
		const named = [...form.elements].filter((e) => e.name === name && e.type !== "submit");
		for (const e of named) {
			if (e.type === "radio") e.checked = e.value === value;
			else if (e.type === "checkbox") e.checked = value !== "";
			else if (e.type === "file") {
				const chosen = new DataTransfer();
				if (value !== "") chosen.items.add(new File(["%%PDF-1.7"], value));
				e.files = chosen.files;
			} else e.value = value;
		}
		if (named.length === 0) {
			const e = document.createElement("input");
			[e.type, e.name, e.value] = ["hidden", name, value];
			form.append(e);
		}
	}
	form.noValidate = true;
	form.requestSubmit();
	return "";
})(%s, %s)`

// Send posts a form of the page to a path, with fields as a program would fill
// them, and waits for the page that comes of it. It reaches what nobody can
// click, such as a form that was left open too long.
func (tab *Tab) Send(to string, fields map[string]string) {
	tab.t.Helper()
	var args [2][]byte
	for i, v := range []any{to, fields} {
		b, err := json.Marshal(v)
		if err != nil {
			tab.t.Fatal(err)
		}
		args[i] = b
	}
	if wrong := evaluate[string](tab, "send a form", fmt.Sprintf(sends, args[0], args[1])); wrong != "" {
		tab.fail("send a form to %s: %s", to, wrong)
	}
	tab.follow()
}
