require 'json'
require 'sinatra/base'
require_relative 'lib/shelf'

class Library < Sinatra::Base
  set :root, __dir__

  get '/' do
    @books = Shelf.new(File.join(__dir__, 'shelf.db')).books
    erb :index
  end

  get '/gems' do
    content_type :json
    JSON.generate(Gem.loaded_specs.keys.sort)
  end
end
