package language

// maxDateline is the longest dateline, in tokens.
const maxDateline = 24

var monthWords = wordSet(`january february march april may june july august september october november december
 jan jan. feb feb. mar mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec.`)

// datelineAt gives the dateline at the start of a paragraph, with the dash or
// stop that ends it: "SOFIA, Feb 9 (BPB) -", "MIROVETS, 14 March. /KTA/.",
// "BOGOTA, 3 MAR 90 (DPA) -- [TEXT]", "MOSCOW —". Empty if there is none.
//
// A place in capitals must begin it (or any capitalised place, where a date or
// an agency follows), and a dash, or an agency between slashes, must end it.
func (d *Doc) datelineAt(par Range) Range {
	i, end := par.Start, min(par.End, par.Start+maxDateline)
	if i >= end || d.Flags[i]&(FlagUpper|FlagTitle) == 0 {
		return Range{}
	}
	caps := d.Flags[i]&FlagUpper != 0
	date, agency, commas := false, false, 0
	for ; i < end; i++ {
		switch w := d.Lower[i]; {
		case w == "--" || w == "-" && (d.Flags[i]&FlagSpace != 0 || agency):
			if !(date || agency || caps && d.capitals(par.Start, i)) || i == par.Start {
				return Range{}
			}
			i++
			return Range{par.Start, d.editorial(i, par.End)}
		case w == "(" || w == "/":
			n := d.agencyAt(i, end)
			if n == 0 {
				return Range{}
			}
			agency = true
			i += n - 1
			if w == "/" {
				for i+1 < end && (d.Lower[i+1] == "." || d.Lower[i+1] == "--" || d.Lower[i+1] == "-") {
					i++
				}
				return Range{par.Start, i + 1}
			}
			if date && i+1 < end && d.Lower[i+1] == ":" {
				return Range{par.Start, i + 2}
			}
		case monthWords[w]:
			date = true
		case w == ",":
			if commas++; commas > 3 {
				return Range{}
			}
		case w == ".":
			if !date {
				return Range{}
			}
		case d.Flags[i]&FlagDigit != 0:
			date = date || len(w) <= 2 || len(w) == 4
		case d.Flags[i]&(FlagUpper|FlagTitle) == 0 && w != "of" && w != "de" && w != "the":
			return Range{}
		}
	}
	return Range{}
}

// maxEditorial bounds an editor's note between brackets after a dateline.
const maxEditorial = 60

// editorial gives the end of the notes in square brackets that start at token i
// ("[SPEECH] [TEXT]"), i if there are none. One token of the report must remain.
func (d *Doc) editorial(i, limit int) int {
	last := min(limit-1, i+maxEditorial)
	for i < last && d.Word(i) == "[" {
		j := i + 1
		for j < last && d.Word(j) != "]" {
			j++
		}
		if j >= last {
			break
		}
		i = j + 1
	}
	return i
}

// agencyAt gives the tokens of "(DPA)", "(ACAN-EFE)", "/KTA/" at i, 0 if none.
func (d *Doc) agencyAt(i, end int) int {
	closer := "/"
	if d.Word(i) == "(" {
		closer = ")"
	}
	for j := i + 1; j < end && j <= i+7; j++ {
		if d.Word(j) == closer {
			return j - i + 1
		}
		if d.Flags[j]&(FlagUpper|FlagTitle|FlagDigit) == 0 && d.Lower[j] != "/" && d.Lower[j] != "-" && d.Lower[j] != "," && d.Lower[j] != "of" && d.Lower[j] != "the" {
			return 0
		}
	}
	return 0
}

// capitals tells whether the first word before the first comma is all capitals
// and at most five words precede the dash.
func (d *Doc) capitals(from, to int) bool {
	if to-from > 8 {
		return false
	}
	for i := from; i < to && d.Lower[i] != ","; i++ {
		if d.Flags[i]&FlagUpper == 0 {
			return false
		}
	}
	return true
}
