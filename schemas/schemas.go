// Package schemas holds the JSON Schemas (draft 2020-12) of what sofar writes:
// one file for each kind of line or document, served by the desk under
// /schemas/. docs/formats.md says which is whose.
package schemas

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.json
var files embed.FS

// Names are the schemas' names in order: the files' names without ".json".
func Names() []string {
	list, _ := fs.Glob(files, "*.json")
	for i, name := range list {
		list[i] = strings.TrimSuffix(name, ".json")
	}
	return list
}

// Read gives the schema of that name; ok is false where there is none.
func Read(name string) (data []byte, ok bool) {
	data, err := files.ReadFile(name + ".json")
	return data, err == nil
}
