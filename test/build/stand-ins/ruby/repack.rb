# Makes gems of those that Debian has unpacked.
require 'fileutils'
require 'rubygems/package'
require 'tmpdir'

# Debian's programs look for these gems, and those of gems are what they find.
PROGRAMS = {
  'rackup' => "require 'rack'\nRack::Server.start\n",
  'rake' => "require 'rake'\nRake.application.run\n"
}.freeze

ARGV.each do |name|
  spec = Gem::Specification.find_by_name(name).dup
  Dir.mktmpdir do |folder|
    own = File.directory?(spec.full_gem_path) ? spec.full_gem_path : nil
    FileUtils.cp_r("#{own}/.", folder) if own
    (spec.files.grep(%r{\Alib/}) - Dir.glob('lib/**/*', base: folder)).each do |file|
      source = File.join(RbConfig::CONFIG['vendordir'], file.delete_prefix('lib/'))
      next unless File.file?(source)
      FileUtils.mkdir_p(File.dirname(File.join(folder, file)))
      FileUtils.cp(source, File.join(folder, file))
    end
    programs = spec.executables & PROGRAMS.keys
    FileUtils.mkdir_p(File.join(folder, 'exe'))
    programs.each { |program| File.write(File.join(folder, 'exe', program), PROGRAMS[program]) }
    package = Gem::Specification.new(name, spec.version) do |copy|
      %i[authors email homepage licenses required_ruby_version summary].each do |field|
        copy.send("#{field}=", spec.send(field))
      end
      copy.bindir = 'exe'
      copy.executables = programs
      spec.runtime_dependencies.each { |one| copy.add_runtime_dependency(one.name, one.requirement.as_list) }
      copy.files = Dir.glob('**/*', base: folder).select { |file| File.file?(File.join(folder, file)) }
    end
    target = Dir.pwd
    Dir.chdir(folder) { FileUtils.mv(Gem::Package.build(package, true), target) }
  end
end
