package desk

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// docsView is the API's page for people, drawn from the same description that
// programs read at /api/openapi.json.
type docsView struct {
	Text string
	Ops  []docsOp
}

type docsOp struct {
	ID, Method, Path, Summary string
	Params                    []docsParam
}

type docsParam struct{ Name, In, Text string }

// bodyParams names the fields of a JSON body.
func bodyParams(o *huma.OpenAPI, body *huma.RequestBody) []docsParam {
	media := body.Content["application/json"]
	if media == nil || media.Schema == nil {
		return nil
	}
	schema := media.Schema
	if schema.Ref != "" {
		schema = o.Components.Schemas.SchemaFromRef(schema.Ref)
	}
	var out []docsParam
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		if name != "$schema" {
			out = append(out, docsParam{name, "body", schema.Properties[name].Description})
		}
	}
	return out
}

// docsOf takes the operations at the given places ("GET /path"), in that order.
func docsOf(o *huma.OpenAPI, paths []string) docsView {
	v := docsView{Text: o.Info.Description}
	for _, place := range paths {
		method, path, _ := strings.Cut(place, " ")
		of := o.Paths[path].Get
		if method == http.MethodPost {
			of = o.Paths[path].Post
		}
		op := docsOp{ID: of.OperationID, Method: method, Path: path, Summary: of.Summary}
		for _, p := range of.Parameters {
			op.Params = append(op.Params, docsParam{p.Name, p.In, p.Description})
		}
		if of.RequestBody != nil {
			op.Params = append(op.Params, bodyParams(o, of.RequestBody)...)
		}
		v.Ops = append(v.Ops, op)
	}
	return v
}

func (s *server) docs(w http.ResponseWriter, r *http.Request) {
	s.render(w, r, http.StatusOK, "docs", layout{Title: "API", Nav: "api", View: s.apiDocs, Canonical: "/api/"})
}
