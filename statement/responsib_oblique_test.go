package statement

import (
	"strings"
	"testing"
)

// TestObliqueBlame holds one sentence or two for each way of naming, doubting
// and clearing an actor without the words "accuse" and "claim responsibility".
func TestObliqueBlame(t *testing.T) {
	tests := []struct{ text, want string }{
		// traces, hallmarks, positions
		{"President Ilo Maran said that the trail of the bombers led to Ostrand.", "attributed to Ostrand (claims)"},
		{"The bombs bore the hallmarks of the Tamar Liberation Front, Interior Minister Ilo Maran said.", "attributed to Tamar Liberation Front (suspects)"},
		{"The evidence led to an empty house, police said.", ""},
		// membership
		{"The three suspects are members of the Tamar Liberation Front, the prosecutor's office said.", "attributed to Tamar Liberation Front (states)"},
		{"The suspects are not members of the Tamar Liberation Front, the prosecutor's office said.", ""},
		{"The gunmen shot at soldiers who were members of the Tamar Liberation Front, the mayor said.", ""},
		// the claim judged
		{"The Tamar Liberation Front claimed the attack in a recording. A security official said the recording was probably genuine.",
			"claimed by Tamar Liberation Front (claims); attributed to Tamar Liberation Front (suspects) → 0"},
		{"The Tamar Liberation Front claimed the attack in a recording. Interior Minister Ilo Maran said it was too early to say whether the recording was genuine.",
			"claimed by Tamar Liberation Front (claims); attributed to Tamar Liberation Front (cannot confirm) → 0"},
		{"The Tamar Liberation Front claimed the attack in a recording. “There is no reason to doubt what they say,” Interior Minister Ilo Maran said.",
			"claimed by Tamar Liberation Front (claims); attributed to Tamar Liberation Front (confirms) → 0"},
		{"The Tamar Liberation Front claimed the attack in a recording. “I would be surprised if it were anybody else,” said Ada Lunt, an analyst.",
			"claimed by Tamar Liberation Front (claims); attributed to Tamar Liberation Front (suspects) → 0"},
		// first-person denials
		{"The army accused the Tamar Liberation Front of the attack. “Those men were not sent by us,” a spokesman for the Tamar Liberation Front said.",
			"attributed to Tamar Liberation Front (claims); denied by Tamar Liberation Front (denies) → 0"},
		{"“Not one of our soldiers was hurt,” army spokesman Ilo Maran said.", ""},
		// signatures
		{"A post signed “Sons of Keth” claimed the shooting within an hour.", "claimed by Sons of Keth (claims)"},
		// whose name a claim is made in is no place
		{"The Tamar Liberation Front is based in Keth. On Monday a recording in its name claimed the attack on the mill.",
			"claimed by Tamar Liberation Front (claims)"},
		// generic sayings accuse nobody
		{"“A minister who accuses a neighbour needs proof,” Ada Lunt said.", ""},
		// foreign hand
		{"The president did not drop the charge against Ostrand. “We see no foreign hand in this,” Prosecutor Ada Lunt said.", "ruled out for Ostrand (rejects)"},
	}
	for _, tt := range tests {
		if got := strings.Join(readBlame(tt.text), "; "); got != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.text, got, tt.want)
		}
	}
}

// TestFaults: what an accident is blamed on.
func TestFaults(t *testing.T) {
	const operator = "The operator, Lorvik Lines, was silent at first. "
	tests := []struct{ text, want string }{
		{operator + "The ferry left overloaded, as it does every week, said a harbour official.", "attributed to Lorvik Lines (states)"},
		{operator + "“The ship was not overloaded,” said a spokesman for Lorvik Lines.", "denied by Lorvik Lines (denies)"},
		{operator + "“Nothing allows anyone to speak of overloading,” a spokesman for Lorvik Lines said.", ""},
		{operator + "The labour inspectorate said that it had warned the company in March.", "attributed to Lorvik Lines (states)"},
		{operator + "The valve had been “a known worry”, an official of the ministry said.", "attributed to Lorvik Lines (states)"},
		{operator + "Minister Ilo Maran said that it was unclear whether the ferry was overloaded.", ""},
		{operator + "The union said that Lorvik Lines alone was to blame.", "attributed to Lorvik Lines (claims)"},
		{operator + "The union said that Lorvik Lines had used old ropes despite letters from the crew. Lorvik Lines denied it.",
			"attributed to Lorvik Lines (states); denied by Lorvik Lines (denies) → 0"},
		{"A hillside loosened by heavy rain slid into the town, the ministry said.", "attributed to heavy rain (states)"},
		{"“I can confirm that the brakes failed,” the minister said.", "attributed to brake failure (confirms)"},
		{"The brakes failed on the slope, the minister said.", "attributed to brake failure (states)"},
		{"The rain had not caused the slide, the mayor said.", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(readBlame(tt.text), "; "); got != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.text, got, tt.want)
		}
	}
}
