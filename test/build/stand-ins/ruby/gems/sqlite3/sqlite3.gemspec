Gem::Specification.new do |spec|
  spec.name = 'sqlite3'
  spec.version = '1.4.2'
  spec.summary = 'Stands in for the gem of this name: what a small program needs of it'
  spec.authors = ['dockmod']
  spec.files = ['ext/sqlite3/extconf.rb', 'ext/sqlite3/sqlite3.c', 'lib/sqlite3.rb']
  spec.extensions = ['ext/sqlite3/extconf.rb']
end
