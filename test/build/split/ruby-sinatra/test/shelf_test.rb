require 'minitest'
require_relative '../lib/shelf'
