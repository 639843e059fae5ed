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
  ['pycall', 'loads the Python of the system'],
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
  `abbrev ace-rails-ap activegraph activemerchant addressable adsf afm aggregate agile-proxy ahoy_email ahoy_matey airbrake airbrake-ruby
  algolia algoliasearch amatch amazing_print amq-protocol analytics-ruby ancestry android_key_attestation annotate annotaterb
  anyway_config api-pagination appraisal appsignal arbre arel argon2 Ascii85 ascii85 asciidoctor asciidoctor-diagram asciidoctor-pdf ast
  async async-http async-io async-pool atomic attr_encrypted attr_extras attr_required audited authlogic authtrail autoparse av
  awesome_nested_set awesome_print awrence axiom-types axlsx axlsx_styler babel-source babel-transpiler babosa backports barnes base32
  base64 bcp47_spec bcrypt bcrypt-ruby bcrypt_pbkdf benchmark benchmark-ips benchmark-memory best_in_place better_errors better_html
  bigdecimal bindata bindex binding_of_caller bitly bitters blacklight blankslate blazer blind_index bluepill blueprinter blurhash
  bootsnap bourbon braintree brakeman brotli bson bson_ext buftok bugsnag builder bundle-audit bundler bundler-audit bunny business_time
  byebug byebug-dap callsite camping carmen case_transform cassandra-driver caxlsx cbor celluloid celluloid-essentials celluloid-extras
  celluloid-fsm celluloid-io celluloid-pool celluloid-supervision cequel CFPropertyList cgi chargebee chartkick chef-utils chewy
  childprocess choice chronic chronic_duration chunky_png cinch cityhash classifier-reborn cld3 clearance client_side_validations
  climate_control cliver closure_tree cocaine cocoon coderay coercible color color_diff colorator colored colored2 colorize combine_pdf
  commander commonjs commonmarker compass compass-core compass-import-once composite_primary_keys concurrent-ruby concurrent-ruby-edge
  concurrent-ruby-ext config configatron connection_pool console contracts cookiejar cool.io cose couchrest couchrest_model
  counter_culture country_select coveralls cppjieba_rb crack crass creek cronex css_parser csv csv-safe cuba cucumber curb-fu cvss-suite
  daemons dalli dalli-elasticache damerau-levenshtein dashing data_migrate data_uri datadog datadog-ci datadog-ruby_core_source date
  date_validator ddtrace deadlock_retry debase-ruby_core_source debug debug_inspector declarative declarative-option deep_cloneable
  deep_merge delayed delegate delorean descendants_tracker did_you_mean diff-lcs diffy digest digest-crc digest-murmurhash digest-sha1
  digest-sha3 directory_watcher discard discordrb disposable dnsruby docile docx docx_replace dogstatsd-ruby domain_name down drb
  dropbox-api dropbox_api dynamic_form e2mmap easy_translate easypost ecma-re-validator eco ed25519 efivalidate ejs elastic-apm
  elastic-transport email_reply_parser email_reply_trimmer email_spec email_validator encryptor english enumerize equalizer erb erb_lint
  erector erubi erubis escape_utils et-orbi etc event_stream_parser eventmachine evernote-thrift evernote_oauth exception_notification
  excon execjs exifr extlib fabrication facebook-messenger faker falcon fast-polylines fast-stemmer fast_blank fast_gettext fast_jsonapi
  fast_xs fastercsv fasterer fastimage fcm feedjira ferrum ffaker ffi ffi-compiler fiber-annotation fiber-local fiber-storage fiddle
  figaro filesize fileutils filterrific flag_shih_tzu flay flexmock flog fluent-logger fluentd font-awesome-sass forecast_io foreman
  formatador forwardable forwardable-extended fugit fuubar fuzzy_match gaffe gelf gem-release gemoji gemoji-parser gemojione geoip geokit
  gepub get_process_mem getoptlong gettext github-markup github-pages github-pages-health-check github_api gitlab gli globalid globalize
  gmail_xoauth god gollum gollum-lib gon good_job google-api-client google-id-token google-protobuf google_drive google_places
  google_sign_in gravtastic groupdate grpc grpc-google-iam-v1 guess_html_encoding haikunator hairtrigger haml haml-lint haml_coffee_assets
  haml_lint hamlit hamster hana handlebars handlebars_assets has_scope hashdiff hashery hashids hashie hashie-forbidden_attributes
  haversine heroics hexapdf high_voltage highline hipchat hiredis hiredis-client hitimes hkdf honeybadger html-pipeline html2haml
  html2markdown html2text html_truncator htmlbeautifier htmlcompressor htmlentities htmltoword httmultiparty http http_accept_language
  http_parser.rb httparty httpclient httpi httplog httpx hubspot-api-client hubspot-ruby huginn_agent hutch hydra-head hypdf hyrax ibandit
  icalendar ice_cube ice_nine identity_cache idn-ruby image_processing image_size impressionist indifferent-access influxdb
  influxdb-client iniparse inline_svg innate instagram interactor intercom invisible_captcha io-console io-event io-like io-nonblock
  io-stream io-wait ipaddr ipaddress irb iso-639 iso8601 iso_country_codes jaro_winkler jemoji jira-ruby jmespath jmespath-rb js-routes
  json json-canonicalization json_pure json_refs json_schemer json_spec jsonpath jsonpathv2 judoscale-ruby jwe jwt kamal kgio
  kms_encrypted knapsack knock koala kwalify language_list language_server-protocol launchy lazy_high_charts less levenshtein-ffi
  libdatadog libddwaf librato-metrics libv8 libv8-node licensee line-bot-api linecache link_header link_thumbnailer linkedin lint_roller
  liquid listen lita literal llhttp-ffi loaf locale localhost lockbox lockup logger logging logster logstop lol_dba loofah lru_redux
  lumberjack lz4-ruby macaddr maintenance_tasks makara mandrill-api marcel mario-redis-lock maruku materialize-sass matrix maxmind-db
  maxmind-geoip2 maxminddb mechanize memoist memoist3 memoizable memory_profiler mercenary message_bus meta-tags meta_request metaclass
  method_source metriks microformats micromachine microsoft_graph migration_data mime mime-types mime-types-data mini_histogram mini_i18n
  mini_mime mini_portile mini_portile2 mini_racer mini_sql minima minitar minitest minitest-reporters mission_control-jobs mixlib-cli
  mixlib-config mixlib-log mixlib-shellout mixpanel-ruby mobility mocha mock_redis model_tokenizer moneta monetize mongo mongo_mapper
  motor motor-admin mqtt msgpack multipart-parser multipart-post mustache mustermann mutex_m mysql2-aurora namae nanoc nats-pure naturally
  naught neat necromancer neighbor nenv neo4j neo4j-core nested_form nestive netrc newrelic-infinite_tracing newrelic-sidekiq-metrics
  newrelic_rpm nexmo nilsimsa nio4r nkf nmea nori noticed notiffany notifications-ruby-client nsa numerizer numo-narray observer octicons
  octicons_helper octokit offsite_payments oily_png oj oj_mimic_json okcomputer okhash onebox online_migrations open-uri open3 open4
  open_uri_redirections openapi_parser openid_connect openssl openssl-signature_algorithm optimist optparse orm_adapter os ostruct
  overcommit ox packwerk padrino padrino-cache padrino-core padrino-gen padrino-helpers padrino-mailer padrino-support paint pairing_heap
  paper_trail paperclip-av-transcoder parallel parallel_tests paranoia parity parseconfig parser parslet pastel path_expander pathname
  pathutil pdf-core pdf-inspector pdf-reader pdfkit peek pg_query pg_search pgvector phlex phonelib phony pivotal-tracker pkg-config plaid
  plissken plist pluck_all pluck_each poltergeist polyamorous polyglot popper_js positioning posix-spawn postmark powerpack pp prawn
  prawn-svg prawn-table premailer prettyprint prime prism private_address_check proc_to_ast procore-sift progress_bar progressbar
  prometheus-client prometheus_exporter pronto propshaft protected_attributes protobuf protocol-hpack protocol-http protocol-http1
  protocol-http2 pstore psych public_activity public_suffix puma puma-metrics puma-plugin-statsd puma_worker_killer pups pusher
  pusher-signature que que-web quiet_assets raabro rabl racc railties rainbow raindrops rake rake-compiler rake-compiler-dock ramaze
  rambulance raygun4ruby rb-fsevent rb-inotify rb-kqueue rb-readline rb_sys rbnacl rbpdf rbpdf-font rbs rbtrace rbtree rchardet rdf
  rdf-normalize rdiscount rdoc re2 readline readthis recaptcha recurly recursive-open-struct redcarpet RedCloth redlock reek ref
  referer-parser refills reform regexp_parser regexp_property_values reline remotipart representable resolv responders rest-client
  retriable retryable reverse_markdown rexml rgeo rgeo-geojson rgl rinda rinku riot ripper roadie roar rolify roo roo-xls rotp rouge
  route_translator rpam2 rqrcode rqrcode_core rr rrule rsolr rss rturk ruby-enum ruby-filemagic ruby-graphviz ruby-growl ruby-kafka
  ruby-lsp ruby-macho ruby-next ruby-next-core ruby-ole ruby-openai ruby-openid ruby-prof ruby-progressbar ruby-rc4 ruby-saml
  ruby-statistics ruby-trello ruby-units ruby-vips ruby2_keywords ruby2ruby ruby_dep ruby_http_client ruby_llm ruby_parser ruby_version
  rubyntlm rubypants rubyXL rubyzip rufus-scheduler sablon safe_yaml safely_block safety_net_attestation sanitize sass sass-embedded
  sass-listen sassc savon sawyer sax-machine scanf schema_plus scientist scoped_search scout_apm scrypt sdoc searchkick second_level_cache
  secure_headers securecompare securerandom seed-fu seedbank selenium-webdriver semantic semantic-ui-sass semantic_logger semantic_range
  sendgrid-actionmailer sendgrid-ruby servolux set seven_zip_ruby sexp_processor shakapacker shellany shellwords shopify_api shopify_app
  shoryuken show_for shrine sigdump signet simple-navigation simple-rss simple_calendar simple_captcha2 simple_enum simple_oauth
  simple_po_parser simple_token_authentication simpleidn singleton sitemap_generator skylight slim slim_lint slop smart_listing
  smart_properties smarter_csv smashing snaky_hash sneakers snmp social-share-button socksify sorbet sorbet-runtime sorbet-static
  sorbet-static-and-runtime sorcery sorted_set sparkpost spoon spreadsheet spreadsheet_architect squasher sshkit ssrf_filter stackprof
  stamp statsd-instrument statsd-ruby stoplight streamio-ffmpeg string-direction string_pattern stringex stringio strings strings-ansi
  strings-inflection strip_attributes strong_migrations strong_password strscan sucker_punch sunspot super_diff susy svg-graph
  swagger-blocks swagger-docs syck sync syntax_tree syro sys-filesystem sysexits syslog systemu table_print tailwindcss-ruby telegram-bot
  telegram-bot-ruby telephone_number tempfile temple term-ansicolor terminal-notifier terminal-table terrapin terser test-prof test-unit
  test_after_commit text text-table text_helpers textacular therubyracer thin thor threach thread thread-local thread_safe thruster thwait
  tilt time time_diff timecop timeliness timeout timers tins tiny_tds tmpdir to_regexp to_slug toml toml-rb tomlrb tpm-key_attestation
  traceroute traces treetop trello trilogy trix truemail truncato tsort tty-box tty-color tty-command tty-cursor tty-pager tty-progressbar
  tty-prompt tty-reader tty-screen tty-spinner tty-table tty-tree tty-which tumblr_client twilio-ruby twitter twitter-stream twitter-text
  twitty two_factor_authentication typhoeus tzinfo tzinfo-data uber uglifier un unaccent undercover unf unf_ext unicode
  unicode-display_width unicode-emoji unicode_utils unicorn unicorn-worker-killer uniform_notifier unread uri uri_template url_safe_base64
  user_agent_parser useragent utf8-cleaner uuid uuid7 uuidtools valid_email valid_email2 vault vcard vcr vega vegas version_gem
  version_sorter vimeo virtus voight_kampff vonage wait_for_it warden warning wasabi weakref web-push webauthn webfinger webmock webpush
  webrick webrobots websocket websocket-client-simple websocket-driver websocket-eventmachine-base websocket-eventmachine-client
  websocket-extensions weibo_2 whenever wicked wicked_pdf wirble wisper workflow working_hours write_xlsx writeexcel wunderground x25519
  xml-simple xmlrpc xmpp4r xorcist xpath xxhash yajl-ruby yaml yaml_db yard yell yt zeitwerk zendesk_api zip-zip zip_tricks zlib zstd-ruby
  zxcvbn zxcvbn-ruby`
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

/** They ask for a JavaScript runtime when they are loaded, or start Node.js later (github.com/rails/execjs, github.com/sighmon/mjml-rails). */
export const loadsJavaScript: ReadonlySet<string> = new Set([
  'dhalang',
  'execjs',
  'mjml',
  'mjml-rails',
  'node-runner',
  'nodo',
  'puppeteer-ruby',
  'schmooze',
]);

/** They compile pages for JavaScript on demand where the program does not run in production. */
export const compilesPages: ReadonlySet<string> = new Set([
  'browserify-rails',
  'shakapacker',
  'vite_rails',
  'vite_ruby',
  'webpacker',
]);

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
