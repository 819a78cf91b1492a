package desk

import (
	"net/http"

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

// docsOf takes the operations at the given paths, in that order.
func docsOf(o *huma.OpenAPI, paths []string) docsView {
	v := docsView{Text: o.Info.Description}
	for _, path := range paths {
		get := o.Paths[path].Get
		op := docsOp{ID: get.OperationID, Method: http.MethodGet, Path: path, Summary: get.Summary}
		for _, p := range get.Parameters {
			op.Params = append(op.Params, docsParam{p.Name, p.In, p.Description})
		}
		v.Ops = append(v.Ops, op)
	}
	return v
}

func (s *server) docs(w http.ResponseWriter, r *http.Request) {
	s.render(w, r, http.StatusOK, "docs", layout{Title: "API", Nav: "api", View: s.apiDocs, Canonical: "/api/"})
}
