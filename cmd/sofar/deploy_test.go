package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/nats-io/nats-server/v2/server"
	"go.yaml.in/yaml/v3"
)

const deployDir = "../../deploy"

// parses tells whether the arguments are a command of this program with flags
// that it has.
func parses(t *testing.T, where string, args []string) {
	t.Helper()
	var c cli
	k, err := kong.New(&c, kong.Vars{"version": ""}, kong.Exit(func(int) { panic("exit") }), kong.Writers(io.Discard, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Parse(args); err != nil {
		t.Errorf("%s: sofar %v: %v", where, args, err)
	}
}

func documents(t *testing.T, path string) []map[string]any {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]any
	for d := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var doc map[string]any
		if err := d.Decode(&doc); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		out = append(out, doc)
	}
}

// at follows keys and, for lists, the first element.
func at(v any, keys ...string) any {
	for _, k := range keys {
		if l, ok := v.([]any); ok && len(l) > 0 {
			v = l[0]
		}
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func words(v any) (out []string) {
	for _, x := range v.([]any) {
		out = append(out, x.(string))
	}
	return out
}

func keys(v any) (out []string) {
	m, _ := v.(map[string]any)
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// The compose file starts commands and flags that there are, mounts files that
// there are, and names volumes that it declares.
func TestCompose(t *testing.T) {
	doc := documents(t, filepath.Join(deployDir, "compose.yaml"))[0]
	services := doc["services"].(map[string]any)
	if got := strings.Join(keys(services), " "); got != "desk-0 desk-1 nats-0 nats-1 nats-2 work" {
		t.Errorf("services: %s", got)
	}
	for name, s := range services {
		image := at(s, "image").(string)
		switch {
		case strings.HasPrefix(image, "sofar:"):
			args := words(at(s, "command"))
			parses(t, name, args)
			if i := slices.Index(args, "--monitor"); i < 0 || !strings.HasPrefix(args[i+1], "127.") {
				t.Errorf("%s: health and metrics are off or open to all: %v", name, args)
			}
			if file := at(s, "build", "dockerfile").(string); !exists(filepath.Join(deployDir, "..", file)) {
				t.Errorf("%s: no %s", name, file)
			}
		case strings.HasPrefix(image, "nats:2."):
			if at(s, "environment", "SERVER_NAME") != name {
				t.Errorf("%s calls itself %v", name, at(s, "environment", "SERVER_NAME"))
			}
		default:
			t.Errorf("%s: image %s", name, image)
		}
		for _, d := range listOf(at(s, "depends_on")) {
			if services[d] == nil {
				t.Errorf("%s depends on %s, which there is not", name, d)
			}
		}
		for _, v := range listOf(at(s, "volumes")) {
			from, _, _ := strings.Cut(v, ":")
			if strings.HasPrefix(from, "./") && !exists(filepath.Join(deployDir, from)) || !strings.HasPrefix(from, "./") && !slices.Contains(keys(doc["volumes"]), from) {
				t.Errorf("%s mounts %s, which there is not", name, from)
			}
		}
	}
}

func listOf(v any) []string {
	if v == nil {
		return nil
	}
	return words(v)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// The configuration of the servers is one that the server takes, and stores on
// disk before it acknowledges.
func TestServerConfigurations(t *testing.T) {
	t.Setenv("SERVER_NAME", "nats-0")
	t.Setenv("ROUTES", at(documents(t, filepath.Join(deployDir, "compose.yaml"))[0], "services", "nats-0", "environment", "ROUTES").(string))
	inMap := filepath.Join(t.TempDir(), "nats.conf")
	conf := at(documents(t, filepath.Join(deployDir, "kubernetes", "nats.yaml"))[0], "data", "nats.conf").(string)
	if err := os.WriteFile(inMap, []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{filepath.Join(deployDir, "nats.conf"), inMap} {
		o, err := server.ProcessConfigFile(file)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if !o.SyncAlways || !o.JetStream || o.ServerName != "nats-0" || len(o.Routes) != 3 || o.MaxPayload != 1<<20 || o.JetStreamMaxStore == 0 {
			t.Errorf("%s: sync always %v, JetStream %v, name %s, %d routes, messages of %d bytes", file, o.SyncAlways, o.JetStream, o.ServerName, len(o.Routes), o.MaxPayload)
		}
	}
}

// The manifests hang together: files that the kustomization names, selectors that
// match labels, ports and volumes that are declared, commands that there are.
func TestManifests(t *testing.T) {
	dir := filepath.Join(deployDir, "kubernetes")
	top := documents(t, filepath.Join(dir, "kustomization.yaml"))[0]
	kinds := map[string]int{}
	for _, file := range words(top["resources"]) {
		for _, doc := range documents(t, filepath.Join(dir, file)) {
			kind, name := doc["kind"].(string), at(doc, "metadata", "name").(string)
			kinds[kind]++
			where := kind + " " + name
			if doc["apiVersion"] == nil {
				t.Errorf("%s has no apiVersion", where)
			}
			if kind != "StatefulSet" && kind != "Deployment" {
				continue
			}
			labels := at(doc, "spec", "template", "metadata", "labels").(map[string]any)
			for k, v := range at(doc, "spec", "selector", "matchLabels").(map[string]any) {
				if labels[k] != v {
					t.Errorf("%s selects %s=%v, its pods are %v", where, k, v, labels[k])
				}
			}
			pod := at(doc, "spec", "template", "spec")
			box := at(pod, "containers").([]any)[0]
			if image := at(box, "image").(string); image == "sofar" {
				args := words(at(box, "args"))
				parses(t, where, args)
				log := args[slices.Index(args, "--log")+1]
				for _, host := range regexp.MustCompile(`nats-\d`).FindAllString(log, -1) {
					if host > "nats-2" {
						t.Errorf("%s: %s", where, log)
					}
				}
			} else if !strings.HasPrefix(image, "nats:2.") {
				t.Errorf("%s: image %s", where, image)
			}
			var ports, volumes []string
			for _, p := range at(box, "ports").([]any) {
				ports = append(ports, at(p, "name").(string))
			}
			for _, list := range []any{at(pod, "volumes"), at(doc, "spec", "volumeClaimTemplates")} {
				l, _ := list.([]any)
				for _, v := range l {
					if n, ok := at(v, "name").(string); ok {
						volumes = append(volumes, n)
					} else {
						volumes = append(volumes, at(v, "metadata", "name").(string))
					}
				}
			}
			for _, probe := range []string{"readinessProbe", "livenessProbe"} {
				if p, ok := at(box, probe, "httpGet", "port").(string); !ok || !slices.Contains(ports, p) {
					t.Errorf("%s: %s asks port %v of %v", where, probe, p, ports)
				}
			}
			mounts, _ := at(box, "volumeMounts").([]any)
			for _, m := range mounts {
				if n := at(m, "name").(string); !slices.Contains(volumes, n) {
					t.Errorf("%s mounts %s of %v", where, n, volumes)
				}
			}
		}
	}
	if kinds["StatefulSet"] != 3 || kinds["Deployment"] != 1 || kinds["PodDisruptionBudget"] != 2 {
		t.Errorf("kinds: %v", kinds)
	}
}

// The Dockerfile copies files that there are, and what docs/cluster.md tells to
// type are commands and flags that there are.
func TestDockerfileAndPage(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(deployDir, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^COPY (go\.mod|third_party)`).FindAllSubmatch(data, -1) {
		if !exists(filepath.Join(deployDir, "..", string(m[1]))) {
			t.Errorf("the Dockerfile copies %s", m[1])
		}
	}
	page, err := os.ReadFile("../../docs/cluster.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(`(?m)^sofar (.*)$`).FindAllSubmatch(page, -1)
	if len(lines) < 6 {
		t.Errorf("docs/cluster.md shows %d commands", len(lines))
	}
	for _, m := range lines {
		line, _, _ := strings.Cut(string(m[1]), " #")
		args := strings.Fields(line)
		if args[0] == "ledger" && args[1] == "restore" { // its file has to exist
			args[2] = "deploy_test.go"
		}
		parses(t, "docs/cluster.md", args)
	}
}
