# Gradle of Debian stands in for a later one.
FROM eclipse-temurin:17
RUN apt-get update \
    && apt-get install -y --no-install-recommends gradle \
    && rm -rf /var/lib/apt/lists/*
ENV GRADLE_HOME=/usr/share/gradle
WORKDIR /home/gradle
CMD ["gradle"]
