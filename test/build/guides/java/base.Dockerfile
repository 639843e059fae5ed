FROM eclipse-temurin:17-jdk
# The packages of Debian are a Maven repository, which stands in for the one that may be out of reach.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libcommons-io-java libmaven-antrun-plugin-java libmaven-assembly-plugin-java libmaven-clean-plugin-java libmaven-compiler-plugin-java libmaven-dependency-plugin-java libmaven-deploy-plugin-java libmaven-install-plugin-java libmaven-jar-plugin-java libmaven-resources-plugin-java libmaven-site-plugin-java libsurefire-java \
    && rm -rf /var/lib/apt/lists/*
COPY settings.xml /root/.m2/settings.xml
