/**
 * How sources of Ruby start programs (docs.ruby-lang.org/en/master/Process.html, Open3, PTY; github.com/thoughtbot/terrapin). A name behind
 * a dot, a colon or an @ is something else of the same name, and so is one that gets a value.
 */
export const startsProgram =
  /(?<![\w.:@$?!-]|\bdef )(?:(?:::)?(?:Kernel|Process|IO|PTY|Open3|Open4|POSIX::Spawn|Terrapin::CommandLine|Cocaine::CommandLine)(?:\.|::))?(?<call>system!?|exec|spawn|popen[2-4]?e?|capture[23]e?|pipeline(?:_\w+)?|(?<=CommandLine\.)new)(?![\w?]|!?\s*(?:[=:.,)\]}|&*+>]|<(?!<[~-]?["']?[A-Z])|-[ >]|$|\b(?:and|do|end|if|is|or|unless|was)\b))!?\s*\(?\s*/gm;

/** Of Rake alone: github.com/ruby/rake, FileUtils. */
export const startsByRake =
  /(?<![\w.:@$?!-]|\bdef )(?<call>sh)(?=(?:\s*\(\s*|\s+)(?:["'\w*@]|<<[~-]?["']?[A-Z]))(?!\s+(?:and|do|end|if|or|unless)\b)\s*\(?\s*/gm;

/**
 * What a text of Ruby is made of, as far as it fits on a line: comments, strings, commands, and patterns. Commands may take several lines
 * where one can begin.
 */
export const tokens =
  /(?<comment>(?:^|(?<=\s))#.*$)|(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|(?<command>`(?:\\.|[^`\\\n])*`|(?<=(?:[=(,{[!&|;]|^|\b(?:and|if|not|or|p|print|puts|return|unless))[^\S\n]*)`(?:\\[\s\S]|[^`\\])*`|%x(?:\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\}|([|!/])[^\n]*?\5))|(?<list>%[wWiIqQr]?(?:\([^()\n]*\)|\[[^[\]\n]*\]|\{[^{}\n]*\}))|(?<pattern>(?<=[(,=~!&|?:;[{]\s*)\/(?![\s=])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/)/gm;

/** Text that is no program: what stands behind it, and what stands in documents of comments. */
export const noProgram = /^__END__$[\s\S]*|^=begin\b[\s\S]*?^=end\b.*$/gm;

/** What pages and settings have Ruby in. */
export const embedded = /<%(?!#)[-=]*([\s\S]*?)[-]?%>/g;

/** `open("|git log")`: docs.ruby-lang.org, Kernel#open, IO.read. */
export const opensPipe = /\b(?:binread|foreach|open|read|readlines)\s*\(?\s*["']\|/;

/** In quotes, and not in a comment. */
export const namesSystemFile = /^[^#\n]*["'`]\/usr\/(?:include|lib|share)\//m;

/** They compile what they need while they run, or ask for names that a file of the system has, which slim images lack. */
export const needsMore: readonly { readonly text: RegExp; readonly why: string }[] = [
  { text: /\bget(?:serv|proto)byname\b/, why: 'asks for the number of a service, which a file of the system tells' },
  {
    text: /\bffi_lib\b|\bFiddle(?:::|\.)|\bDL\.dlopen\b|\bdlload\b/,
    why: 'opens a library of the system, which a smaller image may not have',
  },
  {
    text: /\b(?:ChildProcess\.build|Mixlib::ShellOut|POSIX::Spawn::Child|Subexec|TTY::Command|systemu)\b/,
    why: 'starts programs in a way that is not followed',
  },
  {
    text: /\b(?:__send__|method|public_send|send)\b\s*\(?\s*:(?:exec|spawn|system|`)|\balias(?:_method)?[\s(]+:?\w+,?\s+:?(?:exec|spawn|system|`)|<<[~-]?`|\bThor::Actions\b/,
    why: 'starts programs in a way that is not followed',
  },
  { text: /\bcreate_makefile\b/, why: 'builds an extension, which may be linked with any library' },
];
