package sofar

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// line is the order of the house, left to right (docs/architecture.md). A
// package imports only packages to its left.
var line = []string{"report", "language", "place", "statement", "incident", "cache", "story", "ledger", "dossier", "actor", "explain", "schemas", "export", "intake", "alert", "desk", "cluster", "bench", "examples", "", "cmd"}

// room gives the place on the line of an import path inside the module, -1 if it has none.
func room(importPath string) int {
	p := strings.TrimPrefix(strings.TrimPrefix(importPath, "sofar"), "/")
	first, _, _ := strings.Cut(p, "/")
	return slices.Index(line, first)
}

func TestImportsRunOneWay(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && file != ".") {
			return filepath.SkipDir
		}
		if d.Name() == "third_party" && d.IsDir() {
			return filepath.SkipDir // modules of their own
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		seen++
		dir := path.Dir(filepath.ToSlash(file))
		if dir == "." {
			dir = ""
		}
		from := "sofar/" + dir
		at := room(from)
		if at < 0 {
			t.Errorf("%s: package %q has no room on the line; name it in house_test.go and docs/architecture.md", file, dir)
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			to := strings.Trim(imp.Path.Value, `"`)
			if to != "sofar" && !strings.HasPrefix(to, "sofar/") {
				continue
			}
			k := room(to)
			switch {
			case k < 0:
				t.Errorf("%s imports %s, which has no room on the line", file, to)
			case k > at:
				t.Errorf("%s imports %s, which stands to its right", file, to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 20 {
		t.Fatalf("only %d Go files seen: the walk is broken", seen)
	}
}
