package dossier

// latest keeps the values of the keys that were first set last, at most so many.
type latest[K comparable, V any] struct {
	of    map[K]V
	order []K // the oldest first
	most  int
}

func newLatest[K comparable, V any](most int) latest[K, V] {
	return latest[K, V]{of: map[K]V{}, most: most}
}

// set gives a key its value; the oldest key is forgotten where there are too many.
func (l *latest[K, V]) set(k K, v V) {
	if _, ok := l.of[k]; !ok {
		l.order = append(l.order, k)
	}
	l.of[k] = v
	for len(l.order) > l.most {
		delete(l.of, l.order[0])
		l.order = l.order[1:]
	}
}
