/** Servers of Play as sbt stages them (playframework.com/documentation/latest/ProductionConfiguration, `play.server.pidfile.path`). */

/** Folders and commands of sbt-native-packager (scala-sbt.org/sbt-native-packager/formats/universal.html). */
export const stagesPrograms = /\btarget\/universal\b|\b(?:sbt|activator)\b[^\n]*\b(?:stage|dist)\b/;

/** In the words of a start, or among the plugins of a project. */
export const isOfPlay = /-D(?:play\.|https?\.port=|application\.secret=)|playframework|\bcom\.typesafe\.play\b/;

/** Where the number of the process is kept is said. */
export const saysPidFile = /\bpidfile\.path\s*=/;
