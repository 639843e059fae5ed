import { describe, expect, it } from 'vitest';
import { type BuildContext, memoryContext, unknownContext } from '../../../../src/context/build-context.ts';
import { builtPrograms } from '../../../../src/transforms/support/artefact/built-programs.ts';
import { dockerfile, lastStage } from '../../../support/read.ts';

function built(text: string, files?: Record<string, string>): readonly string[] | string {
  const file = dockerfile(text);
  const context: BuildContext = files === undefined ? unknownContext : memoryContext(files);
  const { programs, unknown } = builtPrograms({ file, context, stage: lastStage(file) });
  return unknown ?? programs.map(({ path, isLink }) => (isLink ? `${path} (link)` : path));
}

const go = (run: string, files?: Record<string, string>) =>
  built(`FROM golang:1.24\nWORKDIR /src\nCOPY . .\n${run}`, files);
const rust = (run: string, files?: Record<string, string>) =>
  built(`FROM rust:1.90\nWORKDIR /app\nCOPY . .\n${run}`, files);
const c = (run: string, files?: Record<string, string>) => built(`FROM gcc:14\nWORKDIR /w\nCOPY . .\n${run}`, files);

describe('go', () => {
  const module = { 'go.mod': 'module example.org/shop/v2\n', 'main.go': 'package main\n' };

  it.each([
    ['RUN go build -o /bin/shop .', ['/bin/shop']],
    ['RUN CGO_ENABLED=0 GOOS=linux go build -ldflags="-s -w" -o shop ./cmd/shop', ['/src/shop']],
    ['RUN go build -o=shop', ['/src/shop']],
    ['RUN go build -o bin/ ./cmd/shop', ['/src/bin/shop']],
    ['RUN mkdir -p /out && go build -o /out ./cmd/a ./cmd/b', ['/out/a', '/out/b']],
    ['ENV OUT=/x/shop\nRUN go build -o "$OUT"', ['/x/shop']],
    ['RUN cd cmd && go build -o shop', ['/src/cmd/shop']],
    ['RUN go build -C cmd/shop -o run', ['/src/cmd/shop/run']],
    ['RUN go build ./...', []],
    ['RUN go vet ./... && go test ./...', []],
    ['RUN go build -o /dev/null ./...', []],
    ['RUN go install example.org/tool@latest', []],
    ['RUN go install ./cmd/shop', ['/go/bin/shop']],
    ['ENV GOPATH=/gp\nRUN go install ./cmd/shop', ['/gp/bin/shop']],
    ['RUN go build -o a main.go', ['/src/a']],
    ['RUN go build main.go', ['/src/main']],
    ['RUN go build -o a . && mv a /usr/local/bin && rm -rf /src', ['/usr/local/bin/a']],
    ['RUN go build -o a . && cp a /usr/bin/b && ln -s /usr/bin/b /c', ['/src/a', '/usr/bin/b', '/c (link)']],
    ['RUN go build -o a .\nRUN install -Dm755 a /opt/x/a', ['/src/a', '/opt/x/a']],
    ['RUN mkdir out && go build -o out/a . && cp -r out /x', ['/src/out/a', '/x/a']],
    ['RUN --mount=type=cache,target=/src/out go build -o out/a . && cp out/a /a', ['/a']],
  ])('%s', (run, programs) => {
    expect(go(run)).toEqual(programs);
  });

  it('has names from go.mod and folders', () => {
    expect(go('RUN go build', module)).toEqual(['/src/shop']);
    expect(go('RUN go install .', module)).toEqual(['/go/bin/shop']);
    expect(go('WORKDIR /src/cmd/till\nRUN go build', { ...module, 'cmd/till/main.go': 'package main\n' })).toEqual([
      '/src/cmd/till/till',
    ]);
    const several = { ...module, 'cmd/a/main.go': 'package main\n', 'pkg/b/b.go': 'package b\n' };
    expect(go('RUN go build -o /out/ ./cmd/...', several)).toEqual(['/out/a']);
  });

  it.each([
    ['RUN go build', 'what go calls the program is up to go.mod, which can not be read here'],
    ['ARG OUT=a\nRUN go build -o $OUT', 'where go puts the program is known only when it runs'],
    ['RUN go build -o a $PACKAGE', 'which package go builds is known only when it runs'],
    ['RUN go build -buildmode=c-shared -o a.so', 'go build makes a library'],
    ['RUN GOOS=windows go build -o a', 'go builds for Windows'],
    ['RUN cd $X && go build -o a', 'the folder that a build works in is known only when it runs'],
    ['RUN make', 'which program make builds can not be read'],
  ])('%s: %s', (run, why) => {
    expect(go(run)).toBe(why);
  });

  it('reads the Makefile that make reads', () => {
    const makefile =
      'NAME ?= shop\nOUT = $(DIR)/$(NAME)\nDIR := bin\n\n.PHONY: build\nbuild: deps\n\t@go build -o $(OUT) .\n\ndeps:\n\tgo mod download\n';
    expect(go('RUN make build', { ...module, Makefile: makefile })).toEqual(['/src/bin/shop']);
    expect(go('RUN make build NAME=till', { ...module, Makefile: makefile })).toEqual(['/src/bin/till']);
    expect(go('RUN make other', { ...module, Makefile: makefile })).toBe('which program make builds can not be read');
  });
});

describe('cargo', () => {
  const crate = { 'Cargo.toml': '[package]\nname = "till"\n', 'src/main.rs': 'fn main() {}\n' };
  const workspace = {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
    'crates/a/Cargo.toml': '[package]\nname = "a"\n',
    'crates/a/src/main.rs': '',
    'crates/b/Cargo.toml': '[package]\nname = "b"\n\n[[bin]]\nname = "bee"\npath = "src/main.rs"\n',
    'crates/b/src/main.rs': '',
  };

  it.each([
    ['RUN cargo build --release', ['/app/target/release/till']],
    ['RUN cargo build', ['/app/target/debug/till']],
    [
      'RUN cargo +nightly build -r --target x86_64-unknown-linux-musl',
      ['/app/target/x86_64-unknown-linux-musl/release/till'],
    ],
    ['RUN cargo build --profile dist', ['/app/target/dist/till']],
    ['ENV CARGO_TARGET_DIR=/t\nRUN cargo build --release --bin other', ['/t/release/other']],
    ['RUN cargo build --release --target-dir /t', ['/t/release/till']],
    ['RUN cargo install --path .', ['/usr/local/cargo/bin/till']],
    ['RUN cargo install --path . --root /out', ['/out/bin/till']],
    ['RUN cargo install cargo-chef', []],
    ['RUN cargo fetch && cargo test', []],
    [
      'RUN cargo build --release && cp target/release/till /usr/local/bin/',
      ['/app/target/release/till', '/usr/local/bin/till'],
    ],
  ])('%s', (run, programs) => {
    expect(rust(run, crate)).toEqual(programs);
  });

  it('knows workspaces and other programs of a crate', () => {
    expect(rust('RUN cargo build --release', workspace)).toEqual(['/app/target/release/a', '/app/target/release/bee']);
    expect(rust('RUN cargo build --release -p b', workspace)).toEqual(['/app/target/release/bee']);
    expect(rust('WORKDIR /app/crates/a\nRUN cargo build --release', workspace)).toEqual(['/app/target/release/a']);
    expect(rust('RUN cargo build', { ...crate, 'src/bin/x.rs': '' })).toEqual([
      '/app/target/debug/till',
      '/app/target/debug/x',
    ]);
  });

  it.each([
    ['RUN cargo build --example x', '--example has a say in what cargo makes'],
    ['RUN cargo build -p none', 'which crate cargo builds is not known'],
    ['RUN cargo build --bin $X', 'which program cargo makes is known only when it runs'],
    ['RUN cargo build --target $X', 'where cargo puts the program is known only when it runs'],
  ])('%s: %s', (run, why) => {
    expect(rust(run, crate)).toBe(why);
  });

  it('leaves settings of cargo to cargo', () => {
    expect(rust('RUN cargo build')).toMatch(/is up to Cargo.toml/);
    expect(rust('RUN cargo build', { ...crate, '.cargo/config.toml': '[build]\ntarget = "wasm32-wasip1"\n' })).toMatch(
      /in .cargo/,
    );
    expect(rust('RUN cargo build', { ...crate, '.cargo/config.toml': '[build]\ntarget-dir = "/out"\n' })).toMatch(
      /in .cargo/,
    );
  });

  it('knows the machine that settings of cargo name', () => {
    const settings = '[build]\ntarget = "x86_64-unknown-linux-musl"\n';
    expect(rust('RUN cargo build --release', { ...crate, '.cargo/config.toml': settings })).toEqual([
      '/app/target/x86_64-unknown-linux-musl/release/till',
    ]);
  });
});

describe('c', () => {
  it.each([
    ['RUN gcc -O2 -o app main.c', ['/w/app']],
    ['RUN g++ main.cpp -o/out/app', ['/out/app']],
    ['RUN cc main.c', ['/w/a.out']],
    ['RUN gcc -c main.c -o main.o', []],
    ['RUN gcc --version', []],
    ['RUN gcc -shared -o x.so x.c', 'gcc makes a library'],
    ['RUN gcc -o $X x.c', 'where gcc puts the program is known only when it runs'],
  ])('%s', (run, programs) => {
    expect(c(run)).toEqual(programs);
  });

  it('knows what make links', () => {
    const makefile =
      'CFLAGS += -O2\napp: main.o\n\t$(CC) $(CFLAGS) -o $@ $^\n\ninstall: app\n\tinstall -Dm755 app $(PREFIX)/bin/app\n';
    expect(c('RUN make -j4', { Makefile: makefile })).toEqual(['/w/app']);
    expect(c('RUN make && make install PREFIX=/usr', { Makefile: makefile })).toEqual(['/w/app', '/usr/bin/app']);
    expect(c('RUN make -C sub', { 'sub/Makefile': 'app: main.o util.o\n' })).toEqual(['/w/sub/app']);
  });

  it('knows what cmake builds and installs', () => {
    const lists =
      'project(till C)\nadd_executable(${PROJECT_NAME} main.c)\nadd_subdirectory(tools)\ninstall(TARGETS till RUNTIME DESTINATION bin)\n';
    const files = { 'CMakeLists.txt': lists, 'tools/CMakeLists.txt': 'add_executable(probe probe.c)\n' };
    expect(c('RUN cmake -S . -B build && cmake --build build', files)).toEqual([
      '/w/build/till',
      '/w/build/tools/probe',
    ]);
    expect(c('RUN mkdir build && cd build && cmake .. && make', files)).toEqual([
      '/w/build/till',
      '/w/build/tools/probe',
    ]);
    expect(c('RUN cmake -S . -B b -DCMAKE_INSTALL_PREFIX=/opt && cmake --build b --target install', files)).toContain(
      '/opt/bin/till',
    );
    expect(
      c('RUN cmake -B b && cmake --build b', { 'CMakeLists.txt': `${lists}set(CMAKE_RUNTIME_OUTPUT_DIRECTORY x)` }),
    ).toMatch(/CMakeLists.txt gives programs other names or places/);
  });
});

it('does not read what no shell reads', () => {
  expect(go('SHELL ["pwsh"]\nRUN go build -o a')).toMatch(/a RUN that builds can not be read/);
  expect(go('RUN ["go", "build", "-o", "a"]')).toEqual(['/src/a']);
});
