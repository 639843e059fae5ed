require_relative 'app'

run Library
