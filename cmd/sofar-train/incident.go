package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"sofar/incident"
	"sofar/report"
)

type incidentCmd struct {
	Data   string  `required:"" type:"existingfile" help:"JSON Lines of reports with the keys of MUC-4 (text, incidents)."`
	Out    string  `required:"" help:"File to write, for example incident/incident.bin."`
	Epochs int     `default:"5" help:"Passes over the samples."`
	Rate   float64 `default:"0.15" help:"Rate of learning."`
	Decay  float64 `default:"0.02" help:"L1 penalty for each sample."`
	Prune  int     `default:"6" help:"Leave out weights smaller than this, in 1/256."`
}

// Run learns and writes.
func (c *incidentCmd) Run() error {
	reports, err := readKeyed(c.Data)
	if err != nil {
		return err
	}
	file, err := incident.Learn(reports, incident.LearnOptions{Epochs: c.Epochs, Rate: c.Rate, Decay: c.Decay, Prune: c.Prune, Log: log})
	if err != nil {
		return err
	}
	log("%d reports, %d bytes", len(reports), len(file))
	return os.WriteFile(c.Out, file, 0o644)
}

type mucFiller struct {
	Alternatives []string `json:"alternatives"`
	Optional     bool     `json:"optional"`
	Xref         []string `json:"xref"`
}

type mucLine struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Incidents []struct {
		Optional bool                   `json:"optional"`
		Slots    map[string][]mucFiller `json:"slots"`
	} `json:"incidents"`
}

// readKeyed reads reports with their keys.
func readKeyed(path string) ([]incident.Keyed, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 16<<20)
	var out []incident.Keyed
	for in.Scan() {
		var l mucLine
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, len(out)+1, err)
		}
		k := incident.Keyed{Report: &report.Report{ID: l.ID, Text: l.Text}}
		for _, t := range l.Incidents {
			one := func(slot string) string {
				if f := t.Slots[slot]; len(f) > 0 {
					return plainValue(f[0].Alternatives)
				}
				return ""
			}
			inc := incident.KeyIncident{Optional: t.Optional, Type: one("incident_type"), Stage: one("incident_stage"), Category: one("perp_category")}
			inc.Individuals = fillers(t.Slots, "perp_individual_id", "", "")
			inc.Organisations = fillers(t.Slots, "perp_organization_id", "perp_organization_confidence", "")
			inc.Things = fillers(t.Slots, "phys_tgt_id", "phys_tgt_type", "phys_tgt_effect")
			inc.Humans = append(fillers(t.Slots, "hum_tgt_name", "hum_tgt_type", "hum_tgt_effect"), fillers(t.Slots, "hum_tgt_description", "hum_tgt_type", "hum_tgt_effect")...)
			inc.Instruments = fillers(t.Slots, "instrument_id", "", "")
			for _, f := range t.Slots["instrument_type"] {
				if len(f.Xref) == 0 || f.Xref[0] == "-" {
					inc.Tool = plainValue(f.Alternatives)
					break
				}
			}
			k.Key = append(k.Key, inc)
		}
		out = append(out, k)
	}
	return out, in.Err()
}

// plainValue gives the first value in the words of FORMATS.
func plainValue(values []string) string {
	for _, v := range values {
		v = strings.ToLower(v)
		switch v {
		case "-":
			continue
		case "money taken from target":
			return "money taken"
		case "property taken from target":
			return "property taken"
		case "former active military":
			return "former military"
		}
		return v
	}
	return ""
}

// fillers gives the entities of a slot with the values that refer to them.
func fillers(slots map[string][]mucFiller, id, value, effect string) []incident.KeyFiller {
	var out []incident.KeyFiller
	for _, f := range slots[id] {
		k := incident.KeyFiller{Optional: f.Optional}
		for _, a := range f.Alternatives {
			if a != "-" {
				k.Names = append(k.Names, a)
			}
		}
		names := append(append([]string(nil), k.Names...), f.Xref...)
		refers := func(slot string) string {
			for _, v := range slots[slot] {
				for _, x := range v.Xref {
					for _, n := range names {
						if n == x && n != "-" {
							return plainValue(v.Alternatives)
						}
					}
				}
			}
			return ""
		}
		k.Value, k.Effect = refers(value), refers(effect)
		out = append(out, k)
	}
	return out
}
