package dossier

import "strings"

// foldPlain is fold of a name of plain letters, digits, blanks and marks, as
// most names are; false for those with others and with an apostrophe.
func foldPlain(name string) (string, bool) {
	done, blank := true, true // done: the name is its own form
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= 0x80 || c == '\'':
			return "", false
		case c == ' ' && !blank:
			blank = true
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			blank = false
		default:
			done = false
			blank = false
		}
	}
	if done && (!blank || name == "") {
		return withoutArticles(name), true
	}
	out := make([]byte, 0, len(name))
	blank = false
	for i := 0; i < len(name); i++ {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			blank = true
			continue
		}
		if blank && len(out) > 0 {
			out = append(out, ' ')
		}
		blank = false
		out = append(out, c)
	}
	return withoutArticles(string(out)), true
}

// withoutArticles cuts the articles that a folded name begins with.
func withoutArticles(key string) string {
	for {
		word, rest, more := strings.Cut(key, " ")
		if !more || word != "the" && word != "a" && word != "an" {
			return key
		}
		key = rest
	}
}
