package language

// monthOf gives 1..12 for a month's name or abbreviation, else 0. "may" and
// "march" are verbs too: callers check the capital.
func monthOf(w string) int {
	switch w {
	case "january", "jan", "jan.":
		return 1
	case "february", "feb", "feb.":
		return 2
	case "march", "mar", "mar.":
		return 3
	case "april", "apr", "apr.":
		return 4
	case "may":
		return 5
	case "june", "jun", "jun.":
		return 6
	case "july", "jul", "jul.":
		return 7
	case "august", "aug", "aug.":
		return 8
	case "september", "sep", "sept", "sep.", "sept.":
		return 9
	case "october", "oct", "oct.":
		return 10
	case "november", "nov", "nov.":
		return 11
	case "december", "dec", "dec.":
		return 12
	}
	return 0
}

// dayOf gives 0 (Sunday) to 6 for a weekday's name, else -1.
func dayOf(w string) int {
	switch w {
	case "sunday", "sun.", "sundays":
		return 0
	case "monday", "mon.", "mondays":
		return 1
	case "tuesday", "tue.", "tues.", "tuesdays":
		return 2
	case "wednesday", "wed.", "wednesdays":
		return 3
	case "thursday", "thu.", "thur.", "thurs.", "thursdays":
		return 4
	case "friday", "fri.", "fridays":
		return 5
	case "saturday", "sat.", "saturdays":
		return 6
	}
	return -1
}
