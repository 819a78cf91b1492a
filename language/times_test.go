package language

import (
	"strings"
	"testing"
	"time"
)

func TestTimes(t *testing.T) {
	pub := time.Date(2032, 2, 11, 15, 0, 0, 0, time.UTC) // a Wednesday
	const minute, day = "2006-01-02T15:04", "2006-01-02"
	for _, c := range []struct{ text, want string }{
		{"It began on Monday.", "Monday 2032-02-09 2032-02-10"},
		{"On Wednesday it ended.", "Wednesday 2032-02-11 2032-02-12"},
		{"Last Friday was calm.", "Last Friday 2032-02-06 2032-02-07"},
		{"The hall closes next Friday.", "next Friday 2032-02-13 2032-02-14"},
		{"They met on Monday night.", "Monday night 2032-02-09T18:00 2032-02-10T06:00"},
		{"It rained overnight.", "overnight 2032-02-10T18:00 2032-02-11T06:00"},
		{"She called this morning and yesterday.", "this morning 2032-02-11 2032-02-11T12:00|yesterday 2032-02-10 2032-02-11"},
		{"Two days earlier it was quiet.", "Two days earlier 2032-02-09 2032-02-10"},
		{"Earlier this month a barge sank.", "Earlier this month 2032-02-01 2032-02-12"},
		{"The bridge shut in October.", "October 2031-10-01 2031-11-01 past"},
		{"The bridge shut in March 2030.", "March 2030 2030-03-01 2030-04-01 past"},
		{"It opened in late 2014.", "late 2014 2014-09-01 2015-01-01 past"},
		{"It has run since 2018.", "2018 2018-01-01 2019-01-01 past"},
		{"It sank last year.", "last year 2031-01-01 2032-01-01 past"},
		{"Three weeks ago a barge sank.", "Three weeks ago 2032-01-19 2032-01-26 past"},
		{"SOFIA, Feb 9 (XYZ) - A barge sank.", "Feb 9 2032-02-09 2032-02-10"},
		{"A barge sank on 9 February 2031.", "9 February 2031 2031-02-09 2031-02-10 past"},
		{"A barge sank on December 30.", "December 30 2031-12-30 2031-12-31 past"},
		{"LIMA, 18 FEB 90 -- A BARGE SANK IN THE BAY TODAY.", "18 FEB 90 1990-02-18 1990-02-19 past|TODAY 2032-02-11 2032-02-12"},
		{"It sank on 2032-02-09.", "2032-02-09 2032-02-09 2032-02-10"},
		{"It sank at 6.52 a.m. on Monday.", "6.52 a.m. on Monday 2032-02-09T06:52 2032-02-09T06:53"},
		{"It sank at 0530 GMT and rose at 11:02.", "0530 GMT 2032-02-11T05:30 2032-02-11T05:31|11:02 2032-02-11T11:02 2032-02-11T11:03"},
		{"It sank about half past twelve.", "half past twelve 2032-02-11T12:30 2032-02-11T12:31"},
		{"It sank at midnight.", "midnight 2032-02-11 2032-02-11T00:01"},
		{"It sank on 31 February 2031.", "31 February 2031"},
		{"It will end on 1 March 9999.", "1 March 9999"},
		{"The march may begin.", ""},
		{"It sank on Saturday.", "Saturday 2032-02-07 2032-02-08"},
		{"They will be buried on Friday.", "Friday 2032-02-13 2032-02-14"},
		{"They were buried after what will be known as Friday's fire.", "Friday 2032-02-06 2032-02-07"},
		{"Last night it rained.", "Last night 2032-02-10T18:00 2032-02-11T06:00"},
		{"This evening it rained.", "This evening 2032-02-11T17:00 2032-02-12"},
		{"They hoped to reach it by nightfall.", "nightfall 2032-02-11T17:00 2032-02-11T21:00"},
		{"He was shot at dawn on Monday.", "dawn on Monday 2032-02-09T04:00 2032-02-09T08:00"},
		{"As of 8 a.m. it burned.", "8 a.m. 2032-02-11T08:00 2032-02-11T08:01"},
		{"It burst at 9:30 pm (18:30 GMT) on Monday.", "9:30 pm (18:30 GMT) on Monday 2032-02-09T18:30 2032-02-09T18:31"},
		{"It burst at 1:30 a.m. on Tuesday (2230 GMT on Monday).", "1:30 a.m. on Tuesday (2230 GMT on Monday) 2032-02-09T22:30 2032-02-09T22:31"},
		{"It burst on Tuesday at 7 p.m. local time (0100 GMT).", "Tuesday at 7 p.m. local time (0100 GMT) 2032-02-11T01:00 2032-02-11T01:01"},
		{"It fell on Monday. Two days later it rained; the previous day was dry.", "Monday 2032-02-09 2032-02-10|Two days later 2032-02-11 2032-02-12|the previous day 2032-02-10 2032-02-11"},
		{"The following night it rained.", "The following night"},
		{"It ran from March 22-23, 2031.", "March 22-23, 2031 2031-03-22 2031-03-24 past"},
		{"It grew in the 1990s.", "1990s 1990-01-01 2000-01-01 past"},
		{"It opened in mid-March and shut in mid-May 2031.", "mid-March 2031-03-11 2031-03-21 past|mid-May 2031 2031-05-11 2031-05-21 past"},
		{"They looted over the weekend.", "the weekend 2032-02-07 2032-02-09"},
		{"He left last week on Tuesday, not on Monday of this week.", "last week on Tuesday 2032-02-03 2032-02-04 past|Monday of this week 2032-02-09 2032-02-10"},
		{"On the morning of 9 February it fell.", "morning of 9 February 2032-02-09 2032-02-09T12:00"},
		{"In the early hours of Monday it fell.", "early hours of Monday 2032-02-09 2032-02-09T06:00"},
		{"Two and a half years ago it fell.", "Two and a half years ago 2029-01-01 2030-01-01 past"},
		{"It fell on the 9th.", "the 9th 2032-02-09 2032-02-10"},
		{"In January and March 2031 it fell.", "January 2031-01-01 2031-02-01 past|March 2031 2031-03-01 2031-04-01 past"},
	} {
		d := Analyze(c.text, pub)
		var got []string
		for _, e := range d.Times {
			s := e.Span.Of(d.Text)
			if !e.From.IsZero() {
				for _, at := range []time.Time{e.From, e.To} {
					if at.Equal(at.Truncate(24 * time.Hour)) {
						s += " " + at.Format(day)
					} else {
						s += " " + at.Format(minute)
					}
				}
			}
			if e.Past {
				s += " past"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}

// "Last Friday" said on a Friday is a week ago, "on Friday" is today.
func TestWeekdayOfPublication(t *testing.T) {
	pub := time.Date(2032, 2, 13, 15, 0, 0, 0, time.UTC)
	d := Analyze("Last Friday it was calm; on Friday it was not.", pub)
	if len(d.Times) != 2 || d.Times[0].From.Day() != 6 || d.Times[1].From.Day() != 13 {
		t.Errorf("%+v", d.Times)
	}
}

func TestTimesWithoutPublication(t *testing.T) {
	d := Analyze("It sank on Monday at 6 a.m., unlike the one of 4 May 2019.", time.Time{})
	if len(d.Times) != 2 || !d.Times[0].From.IsZero() || d.Times[1].From.Year() != 2019 {
		t.Errorf("%+v", d.Times)
	}
}
