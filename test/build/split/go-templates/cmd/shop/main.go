package main

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	pages := template.Must(template.ParseGlob("templates/*.html"))
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(answer http.ResponseWriter, request *http.Request) {
		_ = pages.ExecuteTemplate(answer, "page.html", request.URL.Path)
	})
	mux.HandleFunc("/zone", func(answer http.ResponseWriter, _ *http.Request) {
		zone, err := time.LoadLocation("Europe/Berlin")
		fmt.Fprintln(answer, zone, err)
	})
	server := &http.Server{Addr: ":3130", Handler: mux}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer cancel()
	go func() { <-stop.Done(); _ = server.Shutdown(context.Background()) }()
	_ = server.ListenAndServe()
}
