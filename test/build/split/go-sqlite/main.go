package main

// #cgo pkg-config: sqlite3
// #include <stdlib.h>
// #include <sqlite3.h>
import "C"

import (
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"unsafe"
)

func main() {
	schema, err := os.ReadFile(os.Getenv("NOTES_SCHEMA"))
	if err != nil {
		panic(err)
	}
	var db *C.sqlite3
	name := C.CString(":memory:")
	defer C.free(unsafe.Pointer(name))
	C.sqlite3_open(name, &db)
	text := C.CString(string(schema))
	defer C.free(unsafe.Pointer(text))
	done := C.sqlite3_exec(db, text, nil, nil, nil)
	http.HandleFunc("/", func(answer http.ResponseWriter, _ *http.Request) {
		var statement *C.sqlite3_stmt
		query := C.CString("SELECT text FROM notes")
		defer C.free(unsafe.Pointer(query))
		C.sqlite3_prepare_v2(db, query, -1, &statement, nil)
		C.sqlite3_step(statement)
		row := (*C.char)(unsafe.Pointer(C.sqlite3_column_text(statement, 0)))
		fmt.Fprintln(answer, done, C.GoString(row))
		C.sqlite3_finalize(statement)
	})
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go func() { <-stop; os.Exit(7) }()
	_ = http.ListenAndServe(":3131", nil)
}
