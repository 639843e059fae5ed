Gem::Specification.new do |spec|
  spec.name = 'minitest'
  spec.version = '5.15.0'
  spec.summary = 'Stands in for the gem of this name'
  spec.authors = ['dockmod']
  spec.files = ['lib/minitest.rb']
end
