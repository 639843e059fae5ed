/**
 * What gems need of the system beside what every image of Ruby has: libc, libstdc++, and the libraries that Ruby itself is linked with
 * (OpenSSL, libyaml, libffi, GMP, zlib). Sources: the ext/**\/extconf.rb and the read-me of each gem (rubygems.org, github.com).
 */
type Needs = {
  /** Packages that it is built with, whose libraries it is linked with or opens. */
  readonly development?: readonly string[];
  /** Packages with the programs and files that it uses. */
  readonly packages?: readonly string[];
};

const CURL: Needs = { development: ['libcurl4-openssl-dev'] };
const MYSQL: Needs = { development: ['default-libmysqlclient-dev'] };
const POSTGRES: Needs = { development: ['libpq-dev'] };
const SQLITE: Needs = { development: ['libsqlite3-dev'] };
const XSLT: Needs = { development: ['libxml2-dev', 'libxslt1-dev'] };

const NEEDS: ReadonlyMap<string, Needs> = new Map<string, Needs>([
  ['charlock_holmes', { development: ['libicu-dev'] }],
  ['curb', CURL],
  ['do_mysql', MYSQL],
  ['do_postgres', POSTGRES],
  ['do_sqlite3', SQLITE],
  ['dragonfly', { packages: ['imagemagick'] }],
  ['ethon', CURL],
  ['extralite', SQLITE],
  ['curses', { development: ['libncurses-dev'] }],
  ['git', { packages: ['git'] }],
  ['gssapi', { development: ['libkrb5-dev'] }],
  ['kt-paperclip', { packages: ['file', 'imagemagick'] }],
  ['libxml-ruby', { development: ['libxml2-dev'] }],
  ['libxslt-ruby', XSLT],
  // From 0.3.6 on it reads the list of types of the system: github.com/mimemagicrb/mimemagic.
  ['mimemagic', { packages: ['shared-mime-info'] }],
  ['mini_magick', { packages: ['imagemagick'] }],
  ['mysql', MYSQL],
  ['mysql2', MYSQL],
  ['paperclip', { packages: ['file', 'imagemagick'] }],
  ['patron', CURL],
  ['pg', POSTGRES],
  ['pygments.rb', { packages: ['python3'] }],
  ['readline-ext', { development: ['libreadline-dev'] }],
  ['rmagick', { development: ['libmagickwand-dev'] }],
  ['ruby-xslt', XSLT],
  ['sequel_pg', POSTGRES],
  ['sqlite3', SQLITE],
  ['sqlite3-ruby', SQLITE],
]);

/** Gems that can bring their libraries or take those of the system, as the build says (nokogiri.org/tutorials/installing_nokogiri.html). */
const NOKOGIRI = /^(?:nokogiri|nokogumbo)$/;
export const usesSystemLibraries = /use[-_]system[-_]libraries|enable-system-libraries/i;

/** Gems that compile, fetch or install something outside of the folder of gems. */
const UNFIT: ReadonlyMap<string, string> = new Map([
  ['RubyInline', 'compiles what it finds in sources while containers run'],
  ['chromedriver-helper', 'fetches a browser driver to the home of its user'],
  ['ffi-inliner', 'compiles what it finds in sources while containers run'],
  ['grover', 'starts a browser by Node.js'],
  ['native-package-installer', 'installs packages of the system when gems are installed, which no step names'],
  ['passenger', 'compiles or fetches its own web server'],
  ['phantomjs', 'fetches a browser to the home of its user'],
  ['rubygems-requirements-system', 'installs packages of the system when gems are installed, which no step names'],
  ['wkhtmltoimage-binary', 'brings a program that needs fonts and libraries of the system'],
  ['wkhtmltopdf-binary', 'brings a program that needs fonts and libraries of the system'],
  ['wkhtmltopdf-binary-edge', 'brings a program that needs fonts and libraries of the system'],
]);

/** Extensions of what is named: what is native in it is another gem, which the lockfile names as well. */
const FAMILIES =
  /^(?:action|active(?:_|model|record|support|storage|job|resource|admin)|acts[-_]as|administrate|airbrussh|alba|apollo|avo|aws-|azure-storage|barby|bootstrap|browser|bullet|cable_ready|cancan|capistrano|capybara(?!-webkit)|carrierwave|ckeditor|clockwork|coffee-|countries|database_cleaner|delayed_job|devise|doorkeeper|dotenv|draper|dry-|elasticsearch|em-|factory_bot|factory_girl|faraday|flipper|fog-|friendly_id|formtastic|gapic-|geocoder|gibbon|google-(?:apis|cloud|iam|analytics|maps)|googleapis-|googleauth|grape|graphiql|graphql(?!-c_parser|-libgraphqlparser)|guard|hanami|hotwire|http-|i18n|importmap|inherited_resources|jbuilder|jekyll|jquery|json-(?:schema|ld|jwt|path)|jsonapi|kaminari|karafka-|kramdown|letter_opener|lograge|logstash|mail|middleman|money|mongoid|multi_|net-(?!ping)|oauth|omniauth|opentelemetry|pagy|pay|pghero|pry|pundit|rack|rails|ransack|redis|refile|request_store|resque|restforce|roda|rodauth|rollbar|rom-|rspec|rubocop|rswag|sass-rails|scenic|sentry|sequel(?!_pg)|shoulda|sidekiq|simple_form|simplecov|sinatra|slack-|solid_|solidus|spree|spring|sprockets|standard|state_machine|stimulus|store_|stripe|thinking-sphinx|trailblazer|turbo|uppy|validates?_|versionist|view_component|vite_|web-console|webpacker|will_paginate)/;
const ENDINGS = /[-_](?:rails|ruby-rails|sidekiq|rspec|rack|activerecord|active_record|grape|sinatra)$/;

/**
 * Gems in Ruby alone, or with an extension in C, C++ or Rust that brings all that it is linked with, or takes it from Ruby; also those
 * whose library no image has by itself, so that a step has to install it.
 */
const PLAIN: ReadonlySet<string> = new Set(
  `CFPropertyList RedCloth abbrev ace-rails-ap addressable afm agile-proxy ahoy_matey ahoy_email algoliasearch algolia amazing_print amq-protocol
  analytics-ruby ancestry android_key_attestation annotate annotaterb anyway_config appsignal appraisal arbre arel argon2 Ascii85 ascii85
  asciidoctor asciidoctor-pdf asciidoctor-diagram ast async async-http async-io async-pool atomic attr_encrypted attr_extras attr_required
  audited authlogic autoparse autoprefixer-rails awesome_print awesome_nested_set awrence aws-sdk axiom-types
  babel-source babel-transpiler backports barnes base32 base64 bcp47_spec bcrypt bcrypt-ruby bcrypt_pbkdf benchmark benchmark-ips benchmark-memory better_errors
  better_html bigdecimal bindata bindex binding_of_caller bitly blankslate blazer blind_index blueprinter blurhash bootsnap brakeman breadcrumbs_on_rails brotli
  bson bson_ext buftok bugsnag builder bundle-audit bundler bundler-audit bunny business_time byebug byebug-dap
  callsite cbor celluloid celluloid-essentials celluloid-extras celluloid-fsm celluloid-io celluloid-pool celluloid-supervision
  chartkick chef-utils chewy childprocess choice chronic chronic_duration chunky_png cld3 climate_control cliver closure_tree cocaine cocoon
  coderay coercible color colorator color_diff colored colored2 colorize combine_pdf commander commonmarker composite_primary_keys
  concurrent-ruby concurrent-ruby-edge concurrent-ruby-ext config configatron connection_pool console cookiejar cose counter_culture coveralls crack crass
  creek cronex css_parser cssbundling-rails csso-rails csv csv-safe cucumber cuba cucumber-rails curb-fu cvss-suite
  d3-rails dalli daemons data_migrate data_uri date date_validator datadog datadog-ci datadog-ruby_core_source deadlock_retry deep_cloneable
  ddtrace debase-ruby_core_source debug debug_inspector declarative declarative-option delayed delorean descendants_tracker deep_merge
  did_you_mean diff-lcs diffy digest digest-crc digest-murmurhash digest-sha1 digest-sha3 directory_watcher discard discordrb disposable
  docile dogstatsd-ruby domain_name down drb dropbox-api dropbox_api dynamic_form
  e2mmap easypost easy_translate ecma-re-validator ed25519 efivalidate elastic-apm elastic-transport email_reply_parser email_reply_trimmer
  email_spec email_validator encryptor enumerize equalizer erb erb_lint erubi erubis escape_utils et-orbi event_stream_parser
  eventmachine exception_notification excon execjs exifr   fabrication facebook-messenger faker falcon fast_blank fast_gettext fast_jsonapi fast-stemmer fast_xs fastimage fasterer fastercsv fcm
  feedjira ferrum ffaker ffi ffi-compiler fiber-annotation fiber-local fiber-storage fiddle figaro filesize fileutils flag_shih_tzu flay flog fluent-logger
  flexmock font-awesome-rails font-awesome-sass font_awesome5_rails foreman formatador forwardable-extended foundation-rails fast-polylines
  fugit fuubar fuzzy_match
  gaffe gelf gem-release geokit geokit-rails geoip gepub get_process_mem gettext gettext_i18n_rails github_api github-markup gitlab gli globalid globalize gmail_xoauth
  gon google-api-client google-protobuf google_drive google_places gravtastic groupdate grpc grpc-google-iam-v1 guess_html_encoding
  haikunator hairtrigger haml haml-lint haml_lint hamlit hamlit-rails hamster hana handlebars handlebars_assets hashdiff hashery hashids hashie
  hashie-forbidden_attributes haversine heroics hexapdf highline high_voltage hiredis hiredis-client hitimes hkdf honeybadger html2haml html2text html-pipeline html_truncator
  htmlbeautifier htmlcompressor htmlentities http http_accept_language http_parser.rb httparty httpclient httpi httpx httplog httmultiparty hutch
  ibandit ice_cube ice_nine icalendar idn-ruby image_processing image_size indifferent-access inline_svg interactor invisible_captcha io-console io-event
  io-like io-stream io-wait ipaddr ipaddress iniparse irb iso-639 iso8601 iso_country_codes
  jaro_winkler jmespath jmespath-rb js-routes jsbundling-rails json json_pure json_refs json_schemer json_spec jsonpath jsonpathv2 judoscale-rails judoscale-ruby jwt
  jwe kgio koala knapsack knock kwalify
  language_server-protocol language_list launchy libdatadog libddwaf libv8 libv8-node licensee link_header link_thumbnailer lint_roller linecache liquid listen literal lockbox lockup locale localhost logger logging
  logstop loofah loaf lumberjack lol_dba lru_redux lz4-ruby
  macaddr maintenance_tasks mailchimp-api mailgun-ruby mailjet makara marcel maruku matrix maxminddb maxmind-db maxmind-geoip2 mechanize memoist memoist3 memoizable
  memory_profiler mercenary meta-tags meta_request method_source metaclass metriks micromachine microformats microsoft_graph migration_data
  mime mime-types mime-types-data mini_histogram mini_i18n mini_mime mini_portile mini_portile2 mini_racer mini_sql minitar minitest minitest-reporters minitest-rails mixlib-cli mixlib-config
  mixpanel-ruby mobility mocha mock_redis model_tokenizer moneta mongo mongo_mapper monetize motor motor-admin mqtt msgpack multipart-post multipart-parser
  mustache mustache-sinatra mustermann mustermann-grape mutex_m mysql2-aurora
  namae naturally naught nats-pure necromancer neighbor nenv nestive nested_form netrc newrelic_rpm newrelic-infinite_tracing newrelic-sidekiq-metrics nio4r nori notiffany notifications-ruby-client noticed nsa nilsimsa
  numerizer numo-narray
  observer octokit oily_png oj oj_mimic_json okcomputer okhash online_migrations open4 open_uri_redirections openapi_parser openid_connect openssl openssl-signature_algorithm optimist optparse orm_adapter os ostruct overcommit ox
  packwerk paint pairing_heap paper_trail paranoia parallel parallel_tests parity parser parslet parseconfig pastel pathutil path_expander pdf-core pdf-inspector pdf-reader pdfkit peek pg_query pg_search pgvector phlex phlex-rails
  phonelib phony phony_rails pivotal-tracker plissken pluck_each pluck_all plist plaid poltergeist polyamorous polyglot popper_js posix-spawn positioning powerpack pp prawn prawn-table prawn-svg premailer prime prism
  private_address_check procore-sift progress_bar progressbar prometheus-client prometheus_exporter propshaft protected_attributes protobuf protocol-hpack protocol-http protocol-http1 protocol-http2 pronto proc_to_ast
  pry-byebug psych public_activity public_suffix puma puma_worker_killer puma-metrics puma-plugin-statsd pusher pusher-signature
  que quiet_assets
  raabro racc rabl railties rainbow raindrops rake rake-compiler rake-compiler-dock rambulance rb-fsevent rb-inotify rb-kqueue rb-readline rb_sys rbs rbtree rchardet rdf rdf-normalize rdiscount rdoc re2 react-rails react_on_rails readline   recaptcha recursive-open-struct redcarpet redlock reek ref referer-parser regexp_parser regexp_property_values reline remotipart reform representable requestjs-rails responders rest-client retriable retryable reverse_markdown rexml rgeo rgeo-activerecord rgeo-geojson rgl
  riot roar rolify roo roo-xls rotp rouge rpam2 rqrcode rqrcode_core rr rrule ruby-enum ruby-graphviz ruby-lsp ruby-macho ruby-next ruby-next-core ruby-ole ruby-openai ruby-openid ruby-prof ruby-progressbar ruby-rc4 ruby-saml ruby-statistics ruby-units ruby-vips ruby-filemagic ruby2_keywords ruby2ruby ruby_dep
  ruby_parser ruby-kafka ruby_http_client ruby_llm ruby_version rubyXL rubyntlm rubypants rubyzip rufus-scheduler   safe_yaml safely_block safety_net_attestation sanitize sass sass-embedded sass-listen sassc sassc-rails savon sawyer sax-machine scanf scenic-mysql_adapter schema_plus scientist scout_apm scrypt sdoc
  seed-fu seedbank select2-rails selectize-rails selenium-webdriver semantic semantic_logger semantic_range sendgrid-ruby sendgrid-actionmailer sexp_processor securecompare secure_headers searchkick seven_zip_ruby
  shakapacker shellany shrine shoryuken show_for sigdump signet simple-navigation simple-rss simple_oauth simple_po_parser simpleidn simple_token_authentication singleton sitemap_generator skylight slim slim-rails slim_lint slop
  smart_properties smarter_csv smart_listing snaky_hash sneakers snmp social-share-button socksify sorbet sorbet-runtime sorbet-static sorbet-static-and-runtime sorted_set set spoon spreadsheet spreadsheet_architect
  sshkit ssrf_filter stackprof statsd-instrument statsd-ruby stamp stoplight streamio-ffmpeg string-direction string_pattern stringex stringio strings strings-ansi strings-inflection strip_attributes strong_migrations strong_password strscan
  sucker_punch super_diff svg-graph swagger-blocks swagger-docs sync syck syntax_tree sys-filesystem sysexits systemu syslog
  table_print tailwindcss-rails tailwindcss-ruby temple term-ansicolor terminal-notifier terminal-table terrapin terser test-prof test-unit test_after_commit text text-table therubyracer thin thor thread_safe thread thread-local threach thruster thwait tilt time
  timecop timeliness timeout timers tiny_tds tins tmpdir to_regexp tomlrb toml toml-rb tpm-key_attestation traceroute traces treetop trilogy truemail truncato tsort tty-box tty-color tty-command tty-cursor tty-pager tty-progressbar tty-prompt tty-reader
  tty-screen tty-spinner tty-table tty-tree tty-which twilio-ruby twitter twitter-bootstrap-rails twitter-text typhoeus typescript-node tzinfo tzinfo-data
  uber uglifier un unaccent undercover unf unf_ext unicode unicode-display_width unicode-emoji unicode_utils unicorn unicorn-rails unicorn-worker-killer uniform_notifier unread uri uri_template url_safe_base64 useragent user_agent_parser utf8-cleaner uuid uuid7 uuidtools
  valid_email valid_email2 vcr vega vegas version_gem version_sorter virtus vcard voight_kampff
  wait_for_it warden warning wasabi weakref web-push webauthn webfinger webmock webrick webpush webrobots websocket websocket-client-simple websocket-driver websocket-eventmachine-base websocket-eventmachine-client websocket-extensions wicked wicked_pdf wirble wisper whenever workflow writeexcel write_xlsx
  x25519 xmlrpc xml-simple xmpp4r xorcist xpath xxhash
  yajl-ruby yard yaml yaml_db yell yt zeitwerk zendesk_api zip-zip zlib zstd-ruby zxcvbn zxcvbn-ruby `
    .trim()
    .split(/\s+/),
);

/** What a gem needs; or why it can not be in a smaller image. Undefined: not known. `isBundled` are libraries that nokogiri brings. */
export function gemNeeds(name: string, isBundled: boolean): Needs | string | undefined {
  const unfit = UNFIT.get(name);
  if (unfit !== undefined) return `${name} ${unfit}`;
  const needs = NEEDS.get(name);
  if (needs !== undefined) return needs;
  if (NOKOGIRI.test(name)) return isBundled ? {} : XSLT;
  return PLAIN.has(name) || FAMILIES.test(name) || ENDINGS.test(name) ? {} : undefined;
}

export const unfitGem = (name: string): string | undefined => {
  const why = UNFIT.get(name);
  return why && `${name} ${why}`;
};

/** They ask for a JavaScript runtime as soon as they are loaded (github.com/rails/execjs). */
export const loadsJavaScript: ReadonlySet<string> = new Set(['execjs']);

/** They compile pages for JavaScript on demand where the program does not run in production. */
export const compilesPages: ReadonlySet<string> = new Set(['shakapacker', 'vite_rails', 'vite_ruby', 'webpacker']);

/** Gems that are installed by themselves, and bring no others that need anything. */
export const standsAlone: ReadonlySet<string> = new Set([
  'bundler',
  'dotenv',
  'foreman',
  'puma',
  'rack',
  'rackup',
  'rake',
  'sinatra',
  'thor',
  'webrick',
]);
