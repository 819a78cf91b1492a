package desk

import (
	"net/http"
	"sort"

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

func docsOf(o *huma.OpenAPI) docsView {
	v := docsView{Text: o.Info.Description}
	for path, item := range o.Paths {
		if item.Get == nil {
			continue
		}
		op := docsOp{ID: item.Get.OperationID, Method: http.MethodGet, Path: path, Summary: item.Get.Summary}
		for _, p := range item.Get.Parameters {
			op.Params = append(op.Params, docsParam{p.Name, p.In, p.Description})
		}
		v.Ops = append(v.Ops, op)
	}
	sort.Slice(v.Ops, func(i, j int) bool { return v.Ops[i].Path < v.Ops[j].Path })
	return v
}

func (s *server) docs(w http.ResponseWriter, r *http.Request) {
	s.render(w, r, http.StatusOK, "docs", layout{Title: "API", Nav: "api", View: s.apiDocs, Canonical: "/api/"})
}
