// Command hook receives sofar's webhooks, checks their signature, passes over
// what it had already, and prints them:
//
//	SOFAR_HOOK=0123456789abcdef go run ./examples/hook
//
// with, in alerts.toml:
//
//	[[webhook]]
//	name = "hook"
//	url = "http://127.0.0.1:9000/"
//	secret = "env:SOFAR_HOOK"
//	allow_private = true
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"sync"
	"time"

	"sofar/alert"
)

func main() {
	secret := os.Getenv("SOFAR_HOOK")
	if secret == "" {
		log.Fatal("SOFAR_HOOK holds no secret")
	}
	var mu sync.Mutex
	had := map[string]bool{} // a real receiver keeps the ids where a restart finds them
	http.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err == nil {
			err = alert.Verify(secret, r.Header, body, time.Now())
		}
		var m alert.Message
		if err == nil {
			err = json.Unmarshal(body, &m)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if !had[m.ID] {
			had[m.ID] = true
			fmt.Printf("%d %s: %s (%s)\n", m.Cursor, m.Title, m.Text, m.Page)
		}
		w.WriteHeader(http.StatusNoContent)
	})
	log.Fatal((&http.Server{Addr: "127.0.0.1:9000", ReadHeaderTimeout: 10 * time.Second}).ListenAndServe())
}
