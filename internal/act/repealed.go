package act

// Repealed tells whether the provision says of itself, in the words of one of the Profiles, that it is no longer there: "Брисан је (види
// члан 4. Закона - 62/2014-32)".
func (n *Node) Repealed() bool {
	text := n.opening()
	if !mayBeGone(text) {
		return false
	}
	for _, p := range profiles {
		if p.gone(text) {
			return true
		}
	}
	return false
}

// mayBeGone tells a text that gone looks further at for one of the profiles, by its first character.
func mayBeGone(text string) bool {
	if text == "" {
		return false
	}
	switch text[0] {
	case '(', '/', '-', 0xe2:
		return true
	}
	return repealedInitials.begins(text)
}

// repealedInitials are the letters that the words of all profiles begin with that stand in place of what is no longer there.
var repealedInitials = func() (all letters) {
	for _, p := range profiles {
		for k := range all {
			all[k] |= p.repealedInitial[k]
		}
	}
	return all
}()

// opening returns the first words under the number of a provision.
func (n *Node) opening() string {
	if n.Kind == KindArticle && len(n.Children) > 0 && n.Children[0].Kind == KindParagraph {
		return n.Children[0].Text
	}
	if n.Kind == KindArticle && len(n.Children) == 0 && n.Text == "" {
		return n.Heading // § 6 (weggefallen)
	}
	return n.Text
}
