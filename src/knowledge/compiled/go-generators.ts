/**
 * Programs that `go generate` starts, and that write sources of Go and nothing else, by their names without a path. Sources: their read-mes
 * on pkg.go.dev. Left out is what goes by a configuration that may ask for more (sqlc, buf), and what writes other files beside (swag,
 * gomobile, controller-gen).
 */
export const goGenerators: ReadonlySet<string> = new Set(
  `
  counterfeiter deep-copy deepcopy-gen easyjson ent enumer ffjson go-enum gofmt goimports gqlgen ifacemaker jsonenums
  minimock mockery mockgen moq msgp oapi-codegen qtc stringer templ wire
  `
    .trim()
    .split(/\s+/),
);

/** What protoc writes sources of Go with; other options that end so name other languages, or descriptions. */
export const protocOfGo =
  /^--(?:connect-go|go|go-grpc|go-vtproto|gofast|gogo\w*|grpc-gateway|twirp|validate)_(?:opt|out)=/;
export const protocOutput = /^(?:--\w[\w-]*_out=|-o|--descriptor_set_out|--dependency_out)/;

/** A directive in a source (`go help generate`). */
export const generateDirective = /^\/\/go:generate[ \t]+(.+)$/gm;
