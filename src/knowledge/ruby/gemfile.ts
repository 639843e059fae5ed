/** A string, a symbol, a number or a list of those, in Ruby. */
const VALUE = String.raw`(?:"[^"#]*"|'[^']*'|:\w+|\d[\w.]*|true|false|nil|\[[^\[\]]*\]|%[iw]\[[^\]]*\])`;
/** An option that names no file of the project. */
const OPTION = String.raw`:?(?!path|gemspec|glob|file|engine_file)\w+(?::| *=>) *${VALUE}`;

/**
 * Lines of a Gemfile that read nothing: a Gemfile is a program, so what is not among them may read anything
 * (bundler.io/man/gemfile.5.html).
 */
export const plainLine = new RegExp(
  String.raw`^(?:#.*|end|(?:source|gem|ruby|group|platforms?|env)\b[ (]*${VALUE}(?: *, *(?:${OPTION}|${VALUE}))*\)?(?: do)?(?: *#.*)?)?$`,
);

/** Where bundler takes the version of Ruby from, where its Gemfile says so. */
export const rubyFile = /^ruby\b[ (]*file: *["'](\.ruby-version|\.tool-versions)["']\)?(?: *#.*)?$/;
