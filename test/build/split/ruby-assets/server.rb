require 'bundler/setup'
require 'erb'
require 'json'
require 'logger'
require 'sqlite3'
require 'webrick'

ROOT = __dir__
LOG_FILE = File.join(ROOT, 'log/production.log')
LOG = Logger.new(LOG_FILE)
ASSETS = JSON.parse(File.read(File.join(ROOT, 'public/assets/manifest.json')))
VIEW = ERB.new(File.read(File.join(ROOT, 'views/shop.html.erb')))

database = SQLite3::Database.new(File.join(ROOT, 'db/production.sqlite3'))
database.execute(File.read(File.join(ROOT, 'db/schema.sql')))

server = WEBrick::HTTPServer.new(Port: 3141, DocumentRoot: File.join(ROOT, 'public'), AccessLog: [])
server.mount_proc '/' do |request, response|
  if request.path == '/'
    LOG.info('somebody is here')
    goods = database.execute('SELECT name, price FROM goods ORDER BY price')
    response.content_type = 'text/html'
    response.body = VIEW.result_with_hash(goods: goods, style: ASSETS['shop.css'], notes: File.readlines(LOG_FILE).grep(/somebody/).size)
  else
    WEBrick::HTTPServlet::FileHandler.new(server, File.join(ROOT, 'public')).service(request, response)
  end
end
%w[INT TERM].each { |name| trap(name) { server.shutdown } }
server.start
