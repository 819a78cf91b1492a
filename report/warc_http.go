package report

import (
	"bytes"
	"compress/zlib"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// response is an HTTP response as an archive stores it: what came over the
// wire, or what a program made of it without changing the fields.
type response struct {
	status int
	fields map[string]string // lower-case names
	body   []byte
}

// parseResponse takes a response apart. Fields are read loosely: pages of all
// servers that ever were are in archives.
func parseResponse(b []byte) response {
	res := response{fields: map[string]string{}}
	line, rest, _ := bytes.Cut(b, []byte("\n"))
	if parts := strings.Fields(string(line[:min(len(line), 200)])); len(parts) > 1 {
		res.status, _ = strconv.Atoi(parts[1])
	}
	for len(rest) > 0 {
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		if line = bytes.TrimSpace(line); len(line) == 0 {
			break
		}
		if name, value, ok := strings.Cut(string(line), ":"); ok {
			name = strings.ToLower(strings.TrimSpace(name))
			if old := res.fields[name]; old != "" && name == "content-encoding" {
				value = old + "," + value
			}
			res.fields[name] = strings.TrimSpace(value)
		}
	}
	res.body = rest
	return res
}

// payload is the body without chunks and compression, at most max bytes and
// one more. Encodings that the fields name but the body does not have are
// passed over: many archives store bodies decoded. note says what was lost.
func (res response) payload(max int64) (body []byte, note string) {
	body = res.body
	if strings.Contains(strings.ToLower(res.fields["transfer-encoding"]), "chunked") {
		got, err := readSome(httputil.NewChunkedReader(bytes.NewReader(body)), max)
		switch {
		case err == nil:
			body = got
		case len(got) > 0:
			body, note = got, "the stored page breaks off in the middle"
		}
	}
	if looksLikeHTML(body) {
		return body, note
	}
	codings := strings.Split(strings.ToLower(res.fields["content-encoding"]), ",")
	for i := len(codings) - 1; i >= 0 && i >= len(codings)-maxCodings; i-- {
		in, err := decoder(strings.TrimSpace(codings[i]), body)
		if err != nil || in == nil {
			continue
		}
		got, err := readSome(in, max)
		in.Close()
		switch {
		case err == nil:
			body = got
		case len(got) > 0:
			body, note = got, "the stored page breaks off in the middle"
		}
	}
	return body, note
}

// maxCodings is how many compressions on top of each other are undone.
const maxCodings = 3

// decoder undoes one content coding of RFC 9110, RFC 7932 and RFC 8878; nil
// for none and for unknown ones.
func decoder(coding string, body []byte) (io.ReadCloser, error) {
	in := bytes.NewReader(body)
	switch coding {
	case "gzip", "x-gzip":
		return gzip.NewReader(in)
	case "deflate": // zlib data by the standard, bare deflate from old servers
		if r, err := zlib.NewReader(in); err == nil {
			return r, nil
		}
		in.Reset(body)
		return flate.NewReader(in), nil
	case "br":
		return io.NopCloser(brotli.NewReader(in)), nil
	case "zstd":
		d, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	return nil, nil
}

// maxWindow is the largest zstd window that a server may use (RFC 9659).
const maxWindow = 8 << 20

// readSome reads to the end or to max+1 bytes; with an error it gives what was
// read before.
func readSome(r io.Reader, max int64) ([]byte, error) {
	var buf bytes.Buffer
	_, err := io.Copy(&buf, io.LimitReader(r, max+1))
	return buf.Bytes(), err
}
