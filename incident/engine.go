package incident

import (
	"strconv"
	"strings"
)

// Newer tells whether engine version a is newer than b: by the numbers
// between their dots, then as text.
func Newer(a, b string) bool {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := 0; i < len(x) && i < len(y); i++ {
		m, errM := strconv.Atoi(x[i])
		n, errN := strconv.Atoi(y[i])
		switch {
		case errM != nil || errN != nil:
			if x[i] != y[i] {
				return x[i] > y[i]
			}
		case m != n:
			return m > n
		}
	}
	return len(x) > len(y)
}
