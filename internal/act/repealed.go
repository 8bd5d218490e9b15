package act

// Repealed tells whether the provision says of itself, in the words of one of the Profiles, that it is no longer there: "Брисан је (види
// члан 4. Закона - 62/2014-32)".
func (n *Node) Repealed() bool {
	text := n.opening()
	for _, p := range profiles {
		if p.gone(text) {
			return true
		}
	}
	return false
}

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
