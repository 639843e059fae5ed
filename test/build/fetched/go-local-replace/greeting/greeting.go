package greeting

import (
	_ "embed"
	"strings"
)

//go:embed source.txt
var source string

func Text() string {
	return strings.Split(source, "\n")[0]
}
