package main

import (
	"io"
	"log"
	"net/http"
	"strings"
)

func main() {
	var notes strings.Builder
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "hello\n") })
	http.HandleFunc("/notes", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			io.WriteString(w, notes.String())
			return
		}
		io.Copy(&notes, r.Body)
		io.WriteString(w, "noted\n")
	})
	log.Fatal(http.ListenAndServe(":3007", nil))
}
