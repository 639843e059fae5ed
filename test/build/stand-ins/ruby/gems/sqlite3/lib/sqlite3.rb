require 'sqlite3/sqlite3_native'

module SQLite3
  class Database
    def initialize(path)
      @path = path
    end

    def execute(sql)
      SQLite3.query(@path, sql)
    end
  end
end
