package statement

import (
	"fmt"
	"strings"
	"testing"

	"sofar/language"
	"sofar/report"
)

// readBlame gives "relation actor (stance) → index of the statement answered"
// for each statement of responsibility.
func readBlame(text string) []string {
	rep := &report.Report{ID: "r1", Text: text, Published: published}
	set := Read(language.Analyze(text, published), rep)
	at := map[string]int{}
	n := 0
	for _, s := range set.Statements {
		if s.Responsibility != nil {
			at[s.ID] = n
			n++
		}
	}
	var out []string
	for _, s := range set.Statements {
		r := s.Responsibility
		if r == nil {
			continue
		}
		l := fmt.Sprintf("%s %s (%s)", r.Relation, r.Actor, s.Stance)
		if s.Answers != "" {
			l += fmt.Sprintf(" → %d", at[s.Answers])
		}
		out = append(out, l)
	}
	return out
}

func TestResponsibility(t *testing.T) {
	tests := []struct{ text, want string }{
		{"The Sons of Keth (SOK) claimed responsibility for the bombing in a video posted on Telegram.",
			"claimed by Sons of Keth (claims)"},
		{"The Tamar Liberation Front claimed Monday's ambush in an audio message.",
			"claimed by Tamar Liberation Front (claims)"},
		{"The Tamar Liberation Front claimed responsibility for the attack. Northmark has intelligence confirming this claim, officials said.",
			"claimed by Tamar Liberation Front (claims); attributed to Tamar Liberation Front (confirms) → 0"},
		{"The army accused the Tamar Liberation Front of the attack. The Tamar Liberation Front rejected the charge.",
			"attributed to Tamar Liberation Front (claims); denied by Tamar Liberation Front (rejects) → 0"},
		{"The government blamed the Tamar Liberation Front for the bombing.",
			"attributed to Tamar Liberation Front (claims)"},
		{"The Karsan National Council said it had no part in the attack.",
			"denied by Karsan National Council (denies)"},
		{"The Karsan National Council denied any involvement in the bombing.",
			"denied by Karsan National Council (denies)"},
		{"The Tamar Liberation Front claimed responsibility for the attack. It is too early to say whether the group was behind the attack.",
			"claimed by Tamar Liberation Front (claims); attributed to Tamar Liberation Front (cannot confirm) → 0"},
		{"The Tamar Liberation Front claimed the attack. “We cannot confirm who is behind this,” the interior ministry said.",
			"claimed by Tamar Liberation Front (claims); claimed by Tamar Liberation Front (cannot confirm) → 0"},
		{"The president said that some people on Ostrand’s side had allowed the terrorists to enter the country.",
			"attributed to some people on Ostrand’s side (claims)"},
		{"The Tamar Liberation Front said that government forces had shelled the village.",
			"attributed to government forces (claims)"},
		{"Two managers were detained on suspicion of negligence, prosecutors said.",
			"attributed to Two managers (suspects)"},
		{"Two managers of Lorvik Mining were detained on suspicion of negligence, prosecutors said.",
			"attributed to Two managers of Lorvik Mining (suspects)"},
		{"At least 38 people were killed when gunmen stormed a hall, the ministry said.", ""},
		{"A lawyer for the Karsan National Council denied any involvement in the bombing.",
			"denied by Karsan National Council (denies)"},
		{"No group has claimed responsibility for the attack.", ""},
		{"The fire claimed the lives of nine people.", ""},
		{"He claimed that the road was open.", ""},
		{"The accident had nothing to do with the storm.", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(readBlame(tt.text), "; "); got != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.text, got, tt.want)
		}
	}
}

func TestChannel(t *testing.T) {
	tests := []struct{ text, want string }{
		{"The Tamar Liberation Front claimed responsibility for the attack in a statement posted on social media.", "a statement posted on social media"},
		{"The Tamar Liberation Front claimed responsibility for the attack on its Telegram channel.", "its Telegram channel"},
		{"The Tamar Liberation Front claimed responsibility for the attack.", ""},
	}
	for _, tt := range tests {
		rep := &report.Report{ID: "r1", Text: tt.text, Published: published}
		sts := responsibility(language.Analyze(tt.text, published), rep, nil)
		if len(sts) != 1 || sts[0].Responsibility.Channel != tt.want || sts[0].Responsibility.ChannelSpan.Of(tt.text) != tt.want {
			t.Errorf("%s: got %+v, want channel %q", tt.text, sts, tt.want)
		}
	}
}

func TestCauses(t *testing.T) {
	text := "The slide was caused by two days of rain. The mayor spoke to the crowd."
	rep := &report.Report{ID: "r1", Text: text, Published: published}
	sts := responsibility(language.Analyze(text, published), rep, nil)
	if len(sts) != 1 || sts[0].Kind != KindCause || !strings.Contains(sts[0].Span.Of(text), "caused by two days of rain") {
		t.Errorf("got %+v", sts)
	}
}

// TestAnswers: doubts, refusals and bare denials that name nobody.
func TestAnswers(t *testing.T) {
	tests := []struct{ text, from, to string }{
		{"The Tamar Liberation Front claimed the attack in a recording. The army spokesman, Ilo Maran, declined to comment on the recording.", "declined to comment", "claimed the attack"},
		{"Radio Keth said that the school was under the mud. Mayor Ilo Maran said he could not confirm that.", "could not confirm", "under the mud"},
		{"The union said that Lorvik Lines alone was to blame. A lawyer for Lorvik Lines said that his client had no comment to make.", "no comment", "alone was to blame"},
		{"Police said that two managers of Lorvik Lines were detained on suspicion of negligence. Lorvik Lines denied any fault.", "denied any fault", "on suspicion"},
		{"The paper says that 22 people are dead. Mayor Ilo Maran said he could not confirm the number.", "could not confirm", "22 people"},
		{"Three people died, police said. Mayor Ilo Maran could not say how many tickets had been sold.", "how many tickets", ""},
	}
	for _, tt := range tests {
		rep := &report.Report{ID: "r1", Text: tt.text, Published: published}
		set := Read(language.Analyze(tt.text, published), rep)
		quote := map[string]string{"": ""}
		for _, s := range set.Statements {
			quote[s.ID] = s.Span.Of(tt.text)
		}
		found := false
		for _, s := range set.Statements {
			if !strings.Contains(quote[s.ID], tt.from) {
				continue
			}
			found = true
			if got := quote[s.Answers]; !strings.Contains(got, tt.to) || tt.to == "" && got != "" {
				t.Errorf("%s\n answers %q, want %q", tt.text, got, tt.to)
			}
		}
		if !found {
			t.Errorf("%s: no statement with %q", tt.text, tt.from)
		}
	}
}
