package report

// Bounds of what becomes durable together.
const (
	ChunkItems = 64
	ChunkBytes = 4 << 20 // of text
)

// Chunk is how many of the items make the next chunk, at least one of those
// that are there.
func Chunk(items []Item) int {
	size := 0
	for i, it := range items {
		if it.Report != nil {
			size += len(it.Report.Text)
		}
		if i+1 == ChunkItems || size >= ChunkBytes {
			return i + 1
		}
	}
	return len(items)
}
