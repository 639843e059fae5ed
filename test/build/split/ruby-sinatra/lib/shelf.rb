require 'sqlite3'

# Books in a database beside the program, with those of a list to begin with.
class Shelf
  LIST = File.expand_path('../books.txt', __dir__)

  def initialize(path)
    @database = SQLite3::Database.new(path)
    @database.execute('CREATE TABLE IF NOT EXISTS books (title TEXT UNIQUE)')
    File.readlines(LIST, chomp: true).each do |title|
      @database.execute("INSERT OR IGNORE INTO books VALUES ('#{title}')")
    end
  end

  def books
    @database.execute('SELECT title FROM books ORDER BY title').flatten
  end
end
